import {once} from 'node:events';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {EngineError} from '../errors.js';
import type {CommonOptions} from '../options.js';
import {formatTable} from '../panels/snapshot-table.js';
import {formatDocument} from '../print/document.js';
import {startSession} from '../session.js';
import {selectVisibleRows} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {createTheme} from '../ui/theme.js';
import {onSignals} from './exit-code.js';
import {openWorld, type World} from './world.js';

const widthWithoutTerminal = 140;
// The engine's first answer, and a CPU figure: what a first line without numbers would be for.
const firstLineMilliseconds = 3000;

export type StreamOptions = CommonOptions & {readonly isJson: boolean; readonly count: number | undefined};

/**
 * `dockdash stream`: a document (with `--json`, on one line) or a table for each interval, until it is interrupted, `count` are written
 * or the reader has gone. Returns the exit code. Throws `EngineError` when no engine answers at the beginning; later it waits for it to
 * come back.
 */
export async function runStream(options: StreamOptions): Promise<number> {
	const world = openWorld(options);
	const {store} = world;
	const controller = new AbortController();
	let exitCode = 0;
	const stop = (): void => {
		controller.abort();
	};

	// Loops of a shell go on after a program that was interrupted and says that all is well.
	const releaseSignals = onSignals(code => {
		exitCode = code;
		stop();
	});
	const {stdout} = process;
	stdout.on('error', stop);
	const stopSession = startSession(world);
	try {
		await waitForFirstFigures(world, controller.signal);
		for (let lines = 0; !controller.signal.aborted && lines < (options.count ?? Infinity); lines++) {
			if (!stdout.write(`${formatLine(store.getState(), options)}\n`)) {
				await once(stdout, 'drain', {signal: controller.signal});
			}

			if (lines + 1 !== options.count) {
				await waitForTick(world, controller.signal);
			}
		}
	} catch (error) {
		if (!controller.signal.aborted) {
			throw error;
		}
	} finally {
		stopSession();
		releaseSignals();
	}

	return exitCode;
}

function formatLine(state: State, {isJson, isAscii}: StreamOptions): string {
	if (isJson) {
		return JSON.stringify(formatDocument(state, state.rows.values().toArray()));
	}

	const theme = createTheme({hasColor: false, isAscii});
	return formatTable(state, selectVisibleRows(state), process.stdout.columns ?? widthWithoutTerminal, theme);
}

async function waitForFirstFigures({store}: World, signal: AbortSignal): Promise<void> {
	const deadline = Date.now() + firstLineMilliseconds;
	for (;;) {
		const {connection, isListed, rows} = store.getState();
		if (connection.status === 'lost' && !isListed) {
			throw new EngineError('unreachable', connection.problem);
		}

		const isComplete = rows.values().every(({container, sample}) => container.status !== 'running' || sample?.cpu?.percent !== undefined);
		if ((isComplete || Date.now() > deadline) && connection.status === 'connected') {
			return;
		}

		await wait(20, undefined, {signal});
	}
}

/** Until a look at all containers that is most of an interval later: the early looks at new ones make no line. */
async function waitForTick({store}: World, signal: AbortSignal): Promise<void> {
	const {now, intervalMilliseconds} = store.getState();
	const ticked = Promise.withResolvers<void>();
	const unsubscribe = store.subscribe(() => {
		if ((store.getState().lookedAt ?? now) - now > intervalMilliseconds / 2) {
			ticked.resolve();
		}
	});
	signal.addEventListener('abort', ticked.reject, {once: true});
	try {
		await ticked.promise;
	} finally {
		signal.removeEventListener('abort', ticked.reject);
		unsubscribe();
	}
}
