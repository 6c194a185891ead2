import {hasProcesses} from '../container.js';
import type {Engine} from '../engine/engine.js';
import {EngineError, whenThere} from '../errors.js';
import {log} from '../log.js';
import type {StartOverOutcome, StartOverPlan, StartOverProgress, StartOverStep} from '../replacement.js';
import {captureRecord} from './capture.js';
import {joinNetworks, leaveLastNetwork} from './join-networks.js';
import {compareContainers} from './compare.js';
import {beginJournal, type Journal} from './journal.js';
import type {Prepared} from './plan.js';
import {prepareAgain} from './prepare.js';
import {isUnanswered, removeSavedImage, restore} from './restore.js';
import {describeEnd, describeRestored, formatReason} from './sentences.js';
import {type Settled, settle, type SettleOptions} from './settle.js';
import {inspect} from './situation.js';
import {
	isTakenOver, parkOld, reserve, stopOld,
} from './put-aside.js';

export type StartOverOptions = {
	/** Where journals are written: `journalFolder()`. */
	readonly folder: string;
	/** Told after each step, in order. */
	readonly onProgress?: (progress: StartOverProgress) => void;
	/** The old container is kept at least so long, also when this process has ended. */
	readonly keepMilliseconds?: number;
	/** The same for all that are started over together. */
	readonly set?: string;
	readonly settle?: SettleOptions;
};

const defaultSettle: SettleOptions = {settleMilliseconds: 700, pollMilliseconds: 100};

/** What goes on for one container. */
type Run = {
	readonly engine: Engine;
	readonly prepared: Prepared;
	readonly options: StartOverOptions;
	readonly began: number;
	/** Another one after each write. */
	journal: Journal;
};

/**
 * Makes a new container in the place of the old one, which is parked under another name until the new one runs and then still, for
 * `undoStartOver`. When anything fails the old one is put back. Never rejects: the outcome says what happened.
 */
export async function startOver(engine: Engine, plan: StartOverPlan, options: StartOverOptions): Promise<StartOverOutcome> {
	const began = performance.now();
	let run: Run;
	try {
		const prepared = await prepareAgain(engine, plan);
		if ('kind' in prepared) {
			return skip(plan, prepared.reason);
		}

		const record = await captureRecord(engine, plan, prepared, {set: options.set, keepMilliseconds: options.keepMilliseconds});
		run = {
			engine, prepared, options, began, journal: await beginJournal(options.folder, record),
		};
	} catch (error) {
		log('start over', error);
		return skip(plan, `${plan.name} was not started over, and nothing was done: ${formatReason(error)}.`);
	}

	try {
		report(run, 'captured');
		return await carryOut(run);
	} catch (error) {
		log('start over', error);
		return putBack(run, error);
	}
}

async function carryOut(run: Run): Promise<StartOverOutcome> {
	const {engine, prepared: {recipe, inspect: old}} = run;
	const {record} = run.journal;
	if (record.savedAs !== undefined) {
		await engine.commit(old.id, record.savedAs, {
			'dockdash.saved.container': old.name, 'dockdash.saved.id': old.id, 'dockdash.saved.image': old.imageReference,
		});
		await done(run, 'saved');
	}

	const newId = await engine.create(record.newName, recipe.body);
	run.journal = await run.journal.write({newId});
	await joinNetworks(engine, newId, recipe);
	await reserve(engine, record, newId);
	await done(run, 'created');
	if (record.isRemovedOnExit) {
		// Stopping removes it, so that its name has to be free before.
		await parkOld(engine, record);
		await stop(run);
	} else {
		await stop(run);
		await parkOld(engine, record);
	}

	await engine.rename(newId, old.name);
	await done(run, 'parked');
	await engine.start(newId);
	await leaveLastNetwork(engine, newId, recipe);
	await done(run, 'started');
	const settled = await settle(engine, newId, run.options.settle ?? defaultSettle);
	return finish(run, newId, hasFailed(settled) && await isTakenOver(engine, record, newId) ? {end: 'taken', exitCode: undefined} : settled);
}

/** It is written down before, for whoever has to put the old one back: where the answer is lost, the stop goes on in the engine. */
async function stop(run: Run): Promise<void> {
	run.journal = await run.journal.write({isStopBegun: true});
	try {
		await stopOld(run.engine, run.journal.record);
	} catch (error) {
		if (!isUnanswered(error)) {
			run.journal = await run.journal.write({isStopBegun: false});
		}

		throw error;
	}

	await done(run, 'stopped');
}

const lastSteps = {
	runs: 'runs', healthy: 'healthy', unhealthy: 'unhealthy', undecided: 'runs', exited: 'exited', gone: 'exited', taken: 'runs',
} as const satisfies Readonly<Record<Settled['end'], StartOverStep>>;

async function finish(run: Run, newId: string, settled: Settled): Promise<StartOverOutcome> {
	const {engine, prepared: {plan, inspect: old}} = run;
	const {record} = run.journal;
	// A new one that fails at once is worth less than an old one that ran; where both fail, the new one is to be looked at.
	const wasWell = hasProcesses(record) && !record.isUnhealthy;
	if (wasWell && hasFailed(settled)) {
		throw new EngineError('failed', `when the new one was started, ${describeEnd(settled)}.`);
	}

	const info = await engine.readInfo();
	const fresh = await whenThere(async () => inspect(engine, info, newId));
	run.journal = await run.journal.write({phase: 'done', steps: [...record.steps, lastSteps[settled.end]]});
	if (record.isRemovedOnExit) {
		await run.journal.remove();
	}

	report(run, lastSteps[settled.end]);
	const isRunning = ['runs', 'healthy', 'undecided', 'taken'].includes(settled.end);
	const isPlain = settled.end === 'runs' || settled.end === 'healthy';
	const seconds = ((performance.now() - run.began) / 1000).toFixed(1);
	const saved = record.savedAs === undefined ? '' : ` The old one is saved as ${record.savedAs}.`;
	return {
		...outcome(run, 'done', `${plan.name} started over in ${seconds} s${isPlain ? '' : `, but ${describeEnd(settled)}`}.${saved}`),
		newId,
		isRunning,
		canUndo: plan.canUndo,
		differences: fresh === undefined || plan.image.choice === 'newest' ? [] : compareContainers(old, fresh, plan.volumes),
	};
}

function hasFailed({end, exitCode}: Settled): boolean {
	return end === 'unhealthy' || end === 'gone' || (end === 'exited' && exitCode !== 0);
}

async function putBack(run: Run, error: unknown): Promise<StartOverOutcome> {
	const {engine, prepared: {plan}} = run;
	const {name} = plan;
	const {record} = run.journal;
	report(run, 'restoring');
	try {
		const restored = await restore(engine, record);
		if (restored === 'restored') {
			await removeSavedImage(engine, record.savedAs);
		}

		await run.journal.remove();
		report(run, 'restored');
		return outcome(run, restored === 'restored' ? 'restored' : 'stranded', describeRestored(name, restored, formatReason(error)));
	} catch (restoreError) {
		log('start over: restore', restoreError);
		await ignoreFailure(run.journal.write({phase: 'stranded'}));
		return outcome(run, 'stranded', `${name} was not started over (${formatReason(error)}) and could not be put back yet (${formatReason(restoreError)}): `
			+ `dockdash tries again when it starts, or use dockdash undo ${name}.`);
	}
}

async function ignoreFailure(task: Promise<unknown>): Promise<void> {
	try {
		await task;
	} catch (error) {
		log('start over', error);
	}
}

/** Writes down what has been done, then tells it. */
async function done(run: Run, step: StartOverStep): Promise<void> {
	run.journal = await run.journal.write({steps: [...run.journal.record.steps, step]});
	report(run, step);
}

function report({prepared, options, began}: Run, step: StartOverStep): void {
	const {id, name} = prepared.plan;
	options.onProgress?.({
		id, name, step, milliseconds: performance.now() - began,
	});
}

function outcome({prepared, began}: Run, kind: StartOverOutcome['kind'], sentence: string): StartOverOutcome {
	return {...skip(prepared.plan, sentence), kind, milliseconds: performance.now() - began};
}

/** The outcome for one with which nothing was begun. */
export function skip({id, name}: {readonly id: string; readonly name: string}, sentence: string): StartOverOutcome {
	return {
		kind: 'skipped', name, oldId: id, newId: undefined, isRunning: false, canUndo: false, milliseconds: 0, differences: [], sentence,
	};
}
