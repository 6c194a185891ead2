import {openCgroup} from '../source/cgroup/read.js';
import {arrange} from '../source/layout.js';
import {drawFooter, drawHeader, drawNotices} from '../source/panels/chrome.js';
import {panelOf} from '../source/panels/panels.js';
import {openNetwork} from '../source/process/network.js';
import {reduce} from '../source/store/reducer.js';
import {createState, type State} from '../source/store/state.js';
import {createTheme} from '../source/ui/theme.js';
import {readMachine} from '../test/support/machine.js';
import {readRecordedLab, type RecordedLab} from './recorded-lab.js';

export type Task = {
	readonly name: string;
	/** What is done each second for so many containers. */
	readonly containers: number;
	readonly run: () => void;
	readonly close?: () => void;
};

// A process may not have any number of files open, and a container has about thirty.
const mostOpened = 400;

/** The parts of a tick, for so many containers. */
export async function createTasks(count: number): Promise<readonly Task[]> {
	const lab = await readRecordedLab(count);
	return [
		{name: 'sample, recorded v1', containers: count, ...createSample('test/fixtures/cgroup1', count)},
		{name: 'sample, recorded v2', containers: count, ...createSample('test/fixtures/cgroup2', count)},
		{name: 'reduce a tick', containers: count, run: createReduce(lab)},
		{name: 'draw 160x48', containers: count, run: createFrame(lab)},
	];
}

/** A look at so many containers of a recorded machine. */
function createSample(folder: string, count: number): Pick<Task, 'run' | 'close'> {
	const {find, hierarchy, procRoot} = readMachine(folder);
	const opened = Array.from({length: Math.min(count, mostOpened)}, (_, index) => {
		const {id, pid} = find(['limited', 'unlimited', 'paused', 'oomchild'][index % 4]!);
		return {cgroup: openCgroup(hierarchy, pid, id), network: openNetwork(procRoot, pid)};
	});
	return {
		run() {
			for (let index = 0; index < count; index++) {
				const {cgroup, network} = opened[index % mostOpened]!;
				cgroup.read();
				network.read();
			}
		},
		close() {
			for (const {cgroup, network} of opened) {
				cgroup.close();
				network.close();
			}
		},
	};
}

function start({info, containers, images}: RecordedLab): State {
	const empty = createState({
		address: 'unix:///var/run/docker.sock', intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	});
	const connected = reduce(empty, {type: 'connected', engine: info});
	return reduce(reduce(connected, {type: 'imagesListed', images}), {type: 'containersChanged', containers, gone: []});
}

/** After the last look comes the first again, where every counter goes back. */
function tick(state: State, second: number, {looks}: RecordedLab): State {
	return reduce(state, {
		type: 'tick', now: second * 1000, readings: looks[second % looks.length]!, host: undefined,
	});
}

function createReduce(lab: RecordedLab): () => void {
	let state = start(lab);
	let second = 0;
	return () => {
		second++;
		state = tick(state, second, lab);
	};
}

/** Every panel of the screen, of a state that is new each time. */
function createFrame(lab: RecordedLab): () => void {
	let state = start(lab);
	for (let second = 1; second < 60; second++) {
		state = tick(state, second, lab);
	}

	const states = [state, tick(state, 60, lab)];
	const theme = createTheme({hasColor: true, isAscii: false});
	const {panels, header, footer, notices} = arrange(160, 48, state.view);
	let frame = 0;
	return () => {
		frame++;
		const shown = states[frame % 2]!;
		for (const {id, box: {width, height}} of panels) {
			panelOf(id)(shown, {
				width, height, isFocused: id === 'containers', theme,
			});
		}

		for (const [draw, {width, height}] of [[drawHeader, header], [drawFooter, footer], [drawNotices, notices]] as const) {
			draw(shown, {
				width, height, isFocused: false, theme,
			});
		}
	};
}
