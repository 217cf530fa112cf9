// Loaded before each command. An older Node.js ends with ERR_UNKNOWN_FILE_EXTENSION otherwise.
if (!process.features.typescript) {
  console.error(
    `Node.js ${process.versions.node} cannot run TypeScript. Install Node.js 22.18 or later, for example with "nvm install 22"`,
  );
  process.exit(1);
}
