// The champions of the simulated world, each with the position in which it is usually played.

import type { TeamPosition } from '../league/match.ts';

export interface Champion {
  readonly championId: number;
  /** As match-v5 spells it. */
  readonly championName: string;
}

/** Ids and keys as match-v5 sends them (patch 15.12). Real champions, so that names can be shown and looked up. */
const championsByPosition: Readonly<Record<TeamPosition, string>> = {
  TOP: '266 Aatrox,164 Camille,122 Darius,114 Fiora,86 Garen,150 Gnar,24 Jax,54 Malphite,516 Ornn,58 Renekton,92 Riven,39 Irelia',
  JUNGLE:
    '60 Elise,104 Graves,120 Hecarim,59 JarvanIV,121 Khazix,203 Kindred,64 LeeSin,11 MasterYi,76 Nidalee,113 Sejuani,254 Vi,234 Viego,5 XinZhao',
  MIDDLE:
    '103 Ahri,84 Akali,268 Azir,105 Fizz,7 Leblanc,99 Lux,61 Orianna,134 Syndra,4 TwistedFate,112 Viktor,157 Yasuo,777 Yone,238 Zed',
  BOTTOM:
    '22 Ashe,51 Caitlyn,119 Draven,81 Ezreal,202 Jhin,222 Jinx,145 Kaisa,429 Kalista,96 KogMaw,236 Lucian,21 MissFortune,498 Xayah',
  UTILITY:
    '12 Alistar,432 Bard,53 Blitzcrank,40 Janna,89 Leona,117 Lulu,25 Morgana,267 Nami,111 Nautilus,555 Pyke,497 Rakan,235 Senna,412 Thresh,143 Zyra',
};

const champions: Readonly<Record<TeamPosition, readonly Champion[]>> = {
  TOP: parse(championsByPosition.TOP),
  JUNGLE: parse(championsByPosition.JUNGLE),
  MIDDLE: parse(championsByPosition.MIDDLE),
  BOTTOM: parse(championsByPosition.BOTTOM),
  UTILITY: parse(championsByPosition.UTILITY),
};

export const allChampions: readonly Champion[] = Object.values(champions).flat();

export function championsFor(position: TeamPosition): readonly Champion[] {
  return champions[position];
}

function parse(list: string): Champion[] {
  return list.split(',').map((text) => {
    const [id = '', championName = ''] = text.split(' ');
    return { championId: Number(id), championName };
  });
}
