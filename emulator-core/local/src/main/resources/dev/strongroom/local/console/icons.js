// The navigation's icons: paths of strokes in a box of 16 by 16.
export const ICON_PATHS = {
  secrets: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5M8 10v1.5',
  rotations: 'M13 5.5A5.5 5.5 0 0 0 3 6M3 2.5V6h3.5M3 10.5a5.5 5.5 0 0 0 10-.5M13 13.5V10H9.5',
  replicas: 'M2.5 2.5h7v7h-7zM6.5 9.5v4h7v-7h-4',
  parameters: 'M2.5 4.5h5M10.5 4.5h3M2.5 11.5h3M8.5 11.5h5M9 3v3M7 10v3',
  access: 'M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.8 8l1.6 1.6L10.400 6.5',
  keys: 'M8.5 7.5l5-5M11.5 4.5l2 2M5.5 13.5a3 3 0 1 1 0-6 3 3 0 0 1 0 6z',
  audit: 'M3.5 2.5h9v11h-9zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  faults: 'M9 1.5L3.5 9H8l-1 5.5L12.5 7H8z',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3l2 1.5',
  snapshots: 'M2.5 5h3l1-1.5h3l1 1.5h3v8h-11zM8 7a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  lessons: 'M2 5.5l6-2.5 6 2.5L8 8zM4.5 7v3.5c2 1.5 5 1.5 7 0V7',
};
