// A process that does nothing for the given milliseconds.
setTimeout(() => {}, Number(process.argv[2]));
