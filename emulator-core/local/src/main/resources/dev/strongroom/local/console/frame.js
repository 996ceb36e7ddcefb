// What every view needs. The endpoint sends it as one file, with the content of these in this order: see ConsoleFiles.
export * from './lib.js';
export * from './api.js';
export * from './route.js';
export * from './icons.js';
export * from './focus.js';
export * from './data.js';
export * from './table.js';
export * from './ui.js';
