import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What a test waits for comes late on a busy machine; one second is the default.
configure({ asyncUtilTimeout: 15_000 });

// jsdom draws nothing, so that nothing ever changes its size there.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
