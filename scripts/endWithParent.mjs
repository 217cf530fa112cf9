// A server imports this before its own code. It ends the server's process group when the process at
// the other end of stdin is gone.

// Child processes inherit the other Node options, but have another stdin.
process.execArgv = process.execArgv.filter(
  (option, index, all) =>
    option !== import.meta.url &&
    !(option === '--import' && all[index + 1] === import.meta.url),
);

process.stdin.once('end', () => process.kill(-process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref();
