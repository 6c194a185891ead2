import {parseMoment} from '../metrics/moment.js';
import type {Player} from '../recording/player.js';
import {type Command, type Context, tell} from './context.js';

export const replayPause: Command = forPlayer(player => {
	player.togglePause();
});

export const replayFaster: Command = forPlayer(player => {
	player.changeSpeed(1);
});

export const replaySlower: Command = forPlayer(player => {
	player.changeSpeed(-1);
});

export const replayStep: Command = forPlayer(player => {
	player.step();
});

export const replayNextEvent: Command = forPlayer((player, context) => {
	jumpToMark(player, context, 1);
});

export const replayPreviousEvent: Command = forPlayer((player, context) => {
	jumpToMark(player, context, -1);
});

export const replayTime: Command = ({store}) => {
	store.dispatch({type: 'dialog', dialog: {kind: 'time', text: ''}});
};

/** Jumps to a moment of the recording that was typed. */
export function goToTime(context: Context, text: string): void {
	const {player} = context;
	const moment = parseMoment(text);
	if (moment === undefined) {
		if (text !== '') {
			tell(context, 'info', `“${text}” is not a time of the recording: 90, 1:30 and 1:01:30 are.`);
		}
	} else {
		player?.jump(moment);
	}
}

function forPlayer(run: (player: Player, context: Context) => void): Command {
	return context => {
		if (context.player !== undefined) {
			run(context.player, context);
		}
	};
}

function jumpToMark(player: Player, context: Context, direction: 1 | -1): void {
	if (!player.jumpToMark(direction)) {
		tell(context, 'info', direction === 1 ? 'Nothing more happens to a container in this recording.' : 'Nothing has happened to a container before this.');
	}
}
