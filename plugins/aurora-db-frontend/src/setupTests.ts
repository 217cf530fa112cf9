import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// On a busy machine, the default of 1 s is too short.
configure({ asyncUtilTimeout: 15_000 });

// jsdom has no layout, so no element changes its size.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
