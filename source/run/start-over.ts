import process from 'node:process';
import type {Engine} from '../engine/engine.js';
import {DockdashError, formatError} from '../errors.js';
import {log} from '../log.js';
import type {Options} from '../options.js';
import {formatPlan} from '../print/plan.js';
import {stepTitles, type StartOverChoices, type StartOverPlan, type StartOverRefusal} from '../replacement.js';
import {journalFolder} from '../start-over/journal.js';
import {discardStartOvers} from '../start-over/discard.js';
import {prepareStartOver} from '../start-over/prepare.js';
import {recoverStartOvers} from '../start-over/recover.js';
import {startOverSeveral} from '../start-over/several.js';
import {ask, unansweredCode} from './ask.js';
import {openEngine} from './world.js';

export type StartOverRunOptions = Extract<Options, {readonly command: 'start-over'}>;

const composeProject = 'com.docker.compose.project';

/**
 * `dockdash start-over`: prints the plan, and with `--yes` carries it out with its steps on stderr. Returns the exit code: 0 when every
 * new container runs, 1 when one does not, 3 when nobody said yes. Throws `DockdashError`.
 */
export async function runStartOver(options: StartOverRunOptions): Promise<number> {
	const engine = openEngine(options);
	try {
		const folder = journalFolder();
		for (const {sentence} of await recoverStartOvers(engine, folder)) {
			process.stderr.write(`${sentence}\n`);
		}

		const choices: StartOverChoices = {
			image: options.image, volumes: options.volumes, saveFirst: options.isSavedFirst, includesDependents: false,
		};
		const plans = await prepareStartOver(engine, await findNames(engine, options), choices);
		if (options.isPlanOnly || !options.isConfirmed) {
			printPlans(plans, options.isJson);
		}

		if (options.isPlanOnly) {
			return 0;
		}

		if (!options.isConfirmed && !await ask('Start over? [y/N] ')) {
			process.stderr.write('Nothing was done: --yes starts over without asking.\n');
			return unansweredCode;
		}

		return await carryOut(engine, plans, options, folder);
	} finally {
		engine.close();
	}
}

async function findNames(engine: Engine, {names, project}: StartOverRunOptions): Promise<readonly string[]> {
	if (project === undefined) {
		return names;
	}

	const containers = await engine.listContainers();
	const found = containers.filter(({labels}) => labels[composeProject] === project).map(({name}) => name);
	if (found.length === 0) {
		throw new DockdashError(`There is no container of the compose project ${project} at ${engine.address}: docker compose ls lists the projects.`);
	}

	return [...new Set([...names, ...found])];
}

function printPlans(plans: ReadonlyArray<StartOverPlan | StartOverRefusal>, isJson: boolean): void {
	process.stdout.write(isJson ? `${JSON.stringify(plans, undefined, 2)}\n` : `${plans.map(plan => formatPlan(plan)).join('\n\n')}\n`);
}

async function carryOut(engine: Engine, plans: ReadonlyArray<StartOverPlan | StartOverRefusal>, {isJson, keepMinutes}: StartOverRunOptions, folder: string): Promise<number> {
	const outcomes = await startOverSeveral(engine, plans, {
		folder,
		...(keepMinutes !== undefined && {keepMilliseconds: keepMinutes * 60_000}),
		onProgress({name, step, milliseconds}) {
			process.stderr.write(`${name}: ${stepTitles[step]} (${(milliseconds / 1000).toFixed(1)} s)\n`);
		},
	});
	if (isJson) {
		process.stdout.write(`${JSON.stringify(outcomes, undefined, 2)}\n`);
	} else {
		for (const {sentence} of outcomes) {
			process.stdout.write(`${sentence}\n`);
		}
	}

	await discardOld(engine, folder);
	return outcomes.every(({kind, isRunning}) => kind === 'done' && isRunning) ? 0 : 1;
}

/** What --keep does not keep goes with this process. What cannot be removed takes nothing from what was done. */
async function discardOld(engine: Engine, folder: string): Promise<void> {
	try {
		await discardStartOvers(engine, folder, 'leaving');
	} catch (error) {
		log('discard', error);
		process.stderr.write(`dockdash: not all of the old containers could be removed, so the next dockdash tries again: ${formatError(error)}\n`);
	}
}
