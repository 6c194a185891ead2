import {compareCapabilities, createCard, describeIdMap, shortName} from '../confinement/card.js';
import type {Giveaway} from '../confinement/giveaways.js';
import type {Container} from '../container.js';
import type {Capability, Confinement} from '../kernel.js';
import type {PageLine} from '../store/page.js';

/** Everything that holds a container in, with a sentence to each. */
export function writeConfinement(container: Container, actual: Confinement | undefined, giveaways: readonly Giveaway[]): readonly PageLine[] {
	const {added = [], dropped = []} = actual?.bounding === undefined ? {} : compareCapabilities(actual.bounding);
	const defaults = actual?.bounding?.filter(({isDefault}) => isDefault) ?? [];
	return [
		{heading: giveaways.length === 0 ? 'Nothing here gives the machine away' : 'What gives the machine away'},
		...giveaways.map(({title, why}) => ({label: title, text: why})),
		'',
		{heading: actual === undefined ? 'As declared (what the kernel enforces cannot be read here)' : 'What holds it in, and what was asked for'},
		...createCard(container, actual).flatMap(({label, actual: now, declared, about}) => [
			{label, text: `${now ?? '--'}${declared === '' ? '' : ` (asked for: ${declared})`}`},
			{label: '', text: about},
		]),
		...writeCapabilities('Capabilities beyond Docker’s default', added),
		...writeCapabilities('Capabilities of Docker’s default that it does not have', dropped),
		...writeCapabilities('Capabilities of Docker’s default that it has', defaults),
		...writePaths('Covered up', actual?.maskedPaths),
		...writePaths('Read-only', actual?.readOnlyPaths),
		...writePaths('Device files beyond those of every container', actual?.devices),
		...(actual?.groupMap === undefined ? [] : ['', {heading: 'Group map'}, `  ${describeIdMap(actual.groupMap) ?? '--'}`]),
	];
}

function writeCapabilities(heading: string, capabilities: readonly Capability[]): readonly PageLine[] {
	return capabilities.length === 0 ? [] : ['', {heading}, ...capabilities.map(capability => ({label: shortName(capability), text: capability.meaning}))];
}

function writePaths(heading: string, paths: readonly string[] | undefined): readonly PageLine[] {
	return paths === undefined || paths.length === 0 ? [] : ['', {heading}, ...paths.map(path => `  ${path}`)];
}
