/** The colours of a report, by what they are for. */
export interface Palette {
  readonly page: string;
  readonly paper: string;
  readonly sunk: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly accent: string;
  readonly good: string;
  readonly goodSoft: string;
  readonly doubtful: string;
  readonly doubtfulSoft: string;
  readonly bad: string;
  readonly badSoft: string;
  readonly open: string;
  readonly openSoft: string;
  /** Of spans: DRS's phases grow darker (in the dark: lighter) as a launch goes on. */
  readonly queued: string;
  readonly snapshot: string;
  readonly conversion: string;
  readonly launch: string;
  readonly ours: string;
  readonly oursSoft: string;
  readonly people: string;
  readonly peopleSoft: string;
  readonly wait: string;
  readonly waitSoft: string;
  readonly check: string;
  readonly checkSoft: string;
}

/** By day, and on paper. */
export const light: Palette = {
  page: '#f2f3f5', paper: '#ffffff', sunk: '#f6f7f9', ink: '#18202b', muted: '#535e6c', rule: '#d6dbe2', accent: '#1d3d66',
  good: '#17653a', goodSoft: '#e6f3ea', doubtful: '#7c4a00', doubtfulSoft: '#fcf1dc', bad: '#9c1c1c', badSoft: '#fbe9e7', open: '#1c4c88', openSoft: '#e6effa',
  queued: '#dde5ee', snapshot: '#a9c4e2', conversion: '#5b8fc7', launch: '#1f4e86',
  ours: '#c8560a', oursSoft: '#fbdcc4', people: '#7a3f98', peopleSoft: '#eadcf1', wait: '#7d8896', waitSoft: '#f1f3f6', check: '#16746b', checkSoft: '#cfe9e5',
};

/** By night. */
export const dark: Palette = {
  page: '#0c1117', paper: '#141a22', sunk: '#1a212b', ink: '#e5e9ef', muted: '#a4afbc', rule: '#2d3744', accent: '#a9c8f0',
  good: '#82d6a3', goodSoft: '#12301f', doubtful: '#f0c069', doubtfulSoft: '#33270e', bad: '#ff9f96', badSoft: '#3b1715', open: '#9dc5ff', openSoft: '#14273f',
  queued: '#2a3644', snapshot: '#31557d', conversion: '#4d86c2', launch: '#a4cbf5',
  ours: '#f08c3e', oursSoft: '#4a2a12', people: '#c894e0', peopleSoft: '#38213f', wait: '#8793a1', waitSoft: '#1d2530', check: '#5cc4b6', checkSoft: '#143b37',
};

/** The colours as CSS custom properties, `--goodSoft` and so on. */
export function customProperties(palette: Palette): string {
  return Object.entries(palette).map(([name, value]) => `--${name}:${value}`).join(';');
}
