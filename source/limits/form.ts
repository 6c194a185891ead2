import type {ContainerDetail, DeclaredLimits, LimitsUpdate} from '../container.js';
import {limitFields, type LimitId} from './fields.js';
import type {Machine} from './update-body.js';

/** What stands in each field of the form. */
export type LimitTexts = Readonly<Record<LimitId, string>>;

type Present = Pick<ContainerDetail, 'limits' | 'restartPolicy'>;

/** The limits as they are, for a form that nobody has typed in yet. */
export function formatLimits(present: Present): LimitTexts {
	return Object.fromEntries(limitFields.map(({id, format}) => [id, format(present)])) as LimitTexts;
}

type ReadForm = {
	/** What was changed, as far as it can be read. */
	readonly update: LimitsUpdate;
	/** Why Docker would refuse a field, a sentence for each. */
	readonly problems: ReadonlyMap<LimitId, string>;
};

/** The change that a form asks for against the limits as they were when it was opened. */
export function readForm(texts: LimitTexts, before: Present, machine: Machine): ReadForm {
	const problems = new Map<LimitId, string>();
	let update: LimitsUpdate = {};
	for (const {id, parse, format} of limitFields) {
		const text = texts[id].trim();
		if (text === format(before)) {
			continue;
		}

		const parsed = parse(text, machine);
		if (typeof parsed === 'string') {
			problems.set(id, parsed);
		} else {
			update = {...update, ...parsed};
		}
	}

	for (const [id, problem] of checkTogether(update, before.limits)) {
		problems.set(id, problem);
	}

	return {update, problems};
}

/** What the engine refuses of memory limits that do not go with each other. */
function checkTogether(update: LimitsUpdate, before: DeclaredLimits): ReadonlyArray<readonly [LimitId, string]> {
	const {memoryBytes, memoryReservationBytes} = {...before, ...update};
	const problems: Array<readonly [LimitId, string]> = [];
	if (typeof update.memorySwapBytes === 'number') {
		if (memoryBytes === undefined) {
			problems.push(['memorySwapBytes', 'Memory and swap together can only be limited where memory is.']);
		} else if (update.memorySwapBytes < memoryBytes) {
			problems.push(['memorySwapBytes', 'Memory and swap together cannot be less than memory alone.']);
		}
	}

	const isReservationTouched = update.memoryReservationBytes !== undefined || update.memoryBytes !== undefined;
	if (isReservationTouched && memoryBytes !== undefined && memoryReservationBytes !== undefined && memoryReservationBytes > memoryBytes) {
		problems.push([update.memoryReservationBytes === undefined ? 'memoryBytes' : 'memoryReservationBytes', 'The reservation cannot be more than the memory limit.']);
	}

	return problems;
}

/** The change that puts back what an update changes. Memory and swap go together, as the engine wants them. */
export function invertUpdate(update: LimitsUpdate, {limits, restartPolicy}: Present): LimitsUpdate {
	const ids = new Set(Object.keys(update) as LimitId[]);
	if (ids.has('memoryBytes')) {
		ids.add('memorySwapBytes');
	}

	return Object.fromEntries([...ids].map(id => [id, id === 'restartPolicy' ? restartPolicy : limits[id]]));
}

const noLimits: DeclaredLimits = {
	cpus: undefined, cpuShares: undefined, cpuset: undefined, memoryBytes: undefined, memoryReservationBytes: undefined, memorySwapBytes: undefined, pids: undefined,
};

/** A change in words: `memory 512m, pids no limit`. */
export function describeUpdate(update: LimitsUpdate): string {
	const named = new Set(Object.keys(update));
	const after = {limits: {...noLimits, ...update}, restartPolicy: update.restartPolicy ?? 'no'};
	return limitFields.filter(({id}) => named.has(id)).map(({title, empty, format}) => `${title} ${format(after) || empty}`).join(', ');
}

/** The limits of a change that did not come about, in words: an engine leaves out what its kernel cannot limit, and says it is done. */
export function describeIgnored(update: LimitsUpdate, after: Present): string {
	const ignored = limitFields.filter(({id}) => id !== 'restartPolicy' && update[id] !== undefined && update[id] !== after.limits[id]);
	return ignored.map(({title}) => title).join(', ');
}
