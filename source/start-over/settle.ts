import {setTimeout} from 'node:timers/promises';
import {hasProcesses} from '../container.js';
import {asDocument, asNumber} from '../engine/document.js';
import {whenThere} from '../errors.js';
import type {Engine, EngineDocument, Inspected} from '../engine/engine.js';
import {isUnset} from './inspect.js';

/** What has become of a container that was started. */
export type Settled = {
	/**
	 * `gone`: made with `--rm`, and removed because it ended. `undecided`: it runs, and its health check has not said anything in time.
	 * `taken`: it ended because another dockdash starts it over.
	 */
	readonly end: 'runs' | 'healthy' | 'unhealthy' | 'undecided' | 'exited' | 'gone' | 'taken';
	readonly exitCode: number | undefined;
};

export type SettleOptions = {
	/** How long a container without a health check has to stay up to count as running. */
	readonly settleMilliseconds: number;
	/** Between two looks. */
	readonly pollMilliseconds: number;
};

const secondNanoseconds = 1e9;

/** Waits until a started container runs, is healthy where it has a health check, or is down again. */
export async function settle(engine: Engine, id: string, {settleMilliseconds, pollMilliseconds}: SettleOptions): Promise<Settled> {
	const began = performance.now();
	for (;;) {
		const inspected = await whenThere(async () => engine.inspectContainer(id));
		const milliseconds = performance.now() - began;
		const settled = inspected === undefined ? {end: 'gone', exitCode: undefined} as const : judge(inspected, milliseconds, settleMilliseconds);
		if (settled !== undefined) {
			return settled;
		}

		await setTimeout(pollMilliseconds);
	}
}

/** Undefined when it is too early to say. */
function judge({container, document}: Inspected, milliseconds: number, settleMilliseconds: number): Settled | undefined {
	const {health, detail: {exitCode, restartCount}} = container;
	if (restartCount > 0 || !hasProcesses(container)) {
		return {end: 'exited', exitCode};
	}

	if (health === 'healthy' || health === 'unhealthy') {
		return {end: health, exitCode: undefined};
	}

	if (health === undefined) {
		return milliseconds < settleMilliseconds ? undefined : {end: 'runs', exitCode: undefined};
	}

	return milliseconds < readHealthDeadline(document) ? undefined : {end: 'undecided', exitCode: undefined};
}

/** By when a health check must have come to a result: after the start period and all tries, each with its pause and its timeout. */
function readHealthDeadline(document: EngineDocument): number {
	const check = asDocument(asDocument(document.Config).Healthcheck);
	const read = (value: unknown, otherwise: number): number => isUnset(value) ? otherwise : asNumber(value) ?? otherwise;
	const interval = read(check.Interval, 30 * secondNanoseconds);
	const timeout = read(check.Timeout, 30 * secondNanoseconds);
	const retries = read(check.Retries, 3);
	return (read(check.StartPeriod, 0) + ((interval + timeout) * (retries + 1))) / 1e6;
}
