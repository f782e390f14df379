import { describe, expect, it } from 'vitest';
import { nearestWord } from './nearestWord.js';

const known = ['WaveNumber', 'WaveName', 'ServerIds', 'LAUNCH', 'LAUNCH_ACTIONS'];

describe('the word that was probably meant', () => {
  it.each([['wavename', 'WaveName'], ['WaveNumbr', 'WaveNumber'], ['Server_Ids', 'ServerIds'], ['ServersId', 'ServerIds'], ['LAUNCHING', 'LAUNCH'], ['Launch-Action', 'LAUNCH_ACTIONS']])('%s is %s', (word, meant) => {
    expect(nearestWord(word, known)).toBe(meant);
  });

  it.each(['Colour', '', 'x'.repeat(1_000)])('is none where none is near: %s', (word) => {
    expect(nearestWord(word, known)).toBeUndefined();
  });
});
