import {formatError} from '../errors.js';
import {log} from '../log.js';
import {formatBytes} from '../metrics/format.js';
import {formatMoment} from '../metrics/moment.js';
import {type Command, type Context, tell} from './context.js';

export const record: Command = context => {
	if (context.startRecorder === undefined) {
		tell(context, 'info', 'This is a recording already.');
	} else if (context.recording.recorder === undefined) {
		void start(context, context.startRecorder);
	} else {
		void stopRecording(context);
	}
};

/** Ends the recording that goes on, if there is one, and says how long and how big it is. Never rejects. */
export async function stopRecording(context: Context): Promise<void> {
	const {recording, store} = context;
	const task = recording.recorder;
	if (task === undefined) {
		return;
	}

	recording.recorder = undefined;
	try {
		const recorder = await task;
		store.dispatch({type: 'recordingTo', path: undefined});
		const milliseconds = context.now() - recorder.startedAt;
		await recorder.stop();
		tell(context, 'good', `${recorder.path}: ${formatMoment(milliseconds)} recorded, ${formatBytes(recorder.bytes())}.`, `dockdash replay ${recorder.path}`);
	} catch (error) {
		// Whoever waits for its beginning or for its failure has told it.
		log('record', error);
	}
}

async function start(context: Context, startRecorder: NonNullable<Context['startRecorder']>): Promise<void> {
	const {recording, store} = context;
	const path = nameFile(new Date(context.now()));
	const task = startRecorder(path);
	recording.recorder = task;
	try {
		const recorder = await task;
		store.dispatch({type: 'recordingTo', path});
		tell(context, 'info', `Recording to ${path}.`, 'w ends it');
		await recorder.failure;
	} catch (error) {
		tell(context, 'bad', formatError(error));
		if (recording.recorder === task) {
			await stopRecording(context);
		}
	}
}

/** `dockdash-20261124-153012.rec`, by the clock on the wall. */
function nameFile(date: Date): string {
	const two = (number: number): string => String(number).padStart(2, '0');
	const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
	return `dockdash-${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}.rec`;
}
