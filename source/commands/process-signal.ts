import {formatError} from '../errors.js';
import {log} from '../log.js';
import {sendSignal} from '../process/send-signal.js';
import {selectCursor} from '../store/lists.js';
import type {ProcessTarget, Row} from '../store/state.js';
import {type Command, type Context, forSelected, tell} from './context.js';
import {findSignal, signals, type Signal} from './signals.js';

const longestCommand = 60;

/** Offers signals for the selected process of the list. */
export const signalProcess: Command = forSelected((context, {container}) => {
	const state = context.store.getState();
	const list = state.processes?.containerId === container.id ? state.processes.rows : [];
	const found = list[selectCursor(state, 'processes')];
	if (found === undefined) {
		tell(context, 'info', `No process of ${container.name} is in the list.`);
		return;
	}

	const {pid, innerPid, startTicks, command, reactsToTerminate} = found;
	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'menu',
			menu: 'processSignal',
			title: `Send a signal to process ${innerPid} of ${container.name}`,
			items: signals,
			index: 0,
			containerIds: [container.id],
			process: {pid, innerPid, startTicks, command, reactsToTerminate},
		},
	});
});

/** Asks before the signal is sent. */
export function askAboutSignal({store}: Context, {container: {id, name}}: Row, target: ProcessTarget, signal: string): void {
	const {pid, innerPid, command, reactsToTerminate} = target;
	store.dispatch({
		type: 'dialog', dialog: {
			kind: 'confirm',
			command: 'signalProcess',
			containerIds: [id],
			title: `Send ${signal} to process ${innerPid} of ${name}?`,
			lines: [
				command,
				`Its pid is ${innerPid} in the container, and ${pid} on the host.`,
				...(innerPid === 1 && ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT'].includes(signal) ? ['It is process 1: when it ends, the container does.'] : []),
				...(signal === 'SIGTERM' && reactsToTerminate === false ? ['It has no handler for SIGTERM, so nothing will happen.'] : []),
			],
			process: target,
			signal,
		},
	});
}

/** By the kernel where it is a process of this machine and ours to signal, else by a kill program in the container. */
export async function carrySignal(context: Context, {container: {id, name}}: Row, target: ProcessTarget, signalName: string): Promise<void> {
	const signal = findSignal(signalName);
	if (signal === undefined) {
		return;
	}

	const {innerPid, command} = target;
	if (context.player !== undefined) {
		// The pid is that of a process which ran when this was recorded: now it may be anybody's.
		tell(context, 'info', `Process ${innerPid} of ${name} is a recording, so nothing was sent to it.`);
		return;
	}

	const outcome = sendSignal(context.procRoot, target, signal);
	if (outcome === 'ended') {
		tell(context, 'info', `Process ${innerPid} of ${name} has ended meanwhile; nothing was sent.`);
		return;
	}

	try {
		const problem = outcome === 'sent' ? undefined : await killInside(context, id, innerPid, signal);
		if (problem === undefined) {
			tell(context, 'good', `Process ${innerPid} of ${name} (${command.slice(0, longestCommand)}) got ${signal}.`);
		} else {
			tell(context, 'bad', `Could not send ${signal} to process ${innerPid} of ${name}: ${problem}`);
		}
	} catch (error) {
		log('signal', error);
		tell(context, 'bad', `Could not send ${signal} to process ${innerPid} of ${name}: ${formatError(error)}`);
	}
}

/** What stood in the way, in a sentence, or undefined. */
async function killInside({engine}: Context, id: string, innerPid: number, signal: Signal): Promise<string | undefined> {
	const session = await engine.openShell(id, ['kill', '-s', signal.replace(/^SIG/v, ''), String(innerPid)], {columns: 80, rows: 24});
	try {
		for await (const bytes of session.output) {
			log('kill', bytes);
		}

		const code = await session.exitCode();
		return code === 0 ? undefined : 'dockdash may not do it on the host (run it as root), and in the container no kill program did it.';
	} finally {
		session.close();
	}
}
