// Imported into a server before its own code: ends its process group when the process at the other end of its stdin is gone.

// What the server starts inherits the rest of its Node options, but has another stdin.
process.execArgv = process.execArgv.filter(
  (option, index, all) =>
    option !== import.meta.url &&
    !(option === '--import' && all[index + 1] === import.meta.url),
);

process.stdin.once('end', () => process.kill(-process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref();
