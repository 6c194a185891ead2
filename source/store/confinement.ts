import {findGiveaways, type Giveaway} from '../confinement/giveaways.js';
import type {Confinement} from '../kernel.js';
import {selectSharedKinds} from './namespaces.js';
import type {Row, State} from './state.js';

/** What holds a container in as the kernel last told it (undefined where it did not), and what gives the machine away. */
export function selectConfinement(state: State, row: Row): {readonly actual: Confinement | undefined; readonly giveaways: readonly Giveaway[]} {
	// That of the container before this one is not told under its name.
	const actual = state.confinement?.containerId === row.container.id ? state.confinement.confinement : undefined;
	return {actual, giveaways: findGiveaways(row.container, actual, selectSharedKinds(state, row))};
}
