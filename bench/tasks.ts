import {openCgroup} from '../source/cgroup/read.js';
import type {Container} from '../source/container.js';
import {arrange} from '../source/layout.js';
import type {Reading} from '../source/metrics/reading.js';
import {drawFooter, drawHeader, drawNotices} from '../source/panels/chrome.js';
import {panelOf} from '../source/panels/panels.js';
import {openNetwork} from '../source/process/network.js';
import {reduce} from '../source/store/reducer.js';
import {createState, type State} from '../source/store/state.js';
import {createTheme} from '../source/ui/theme.js';
import {makeContainer, makeDetail, makeImage, makeReading} from '../test/support/containers.js';
import {readMachine} from '../test/support/machine.js';

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
export function createTasks(count: number): readonly Task[] {
	return [
		{name: 'sample, recorded v1', containers: count, ...createSample('test/fixtures/cgroup1', count)},
		{name: 'sample, recorded v2', containers: count, ...createSample('test/fixtures/cgroup2', count)},
		{name: 'reduce a tick', containers: count, run: createReduce(count)},
		{name: 'draw 160x48', containers: count, run: createFrame(count)},
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

const mebibyte = 1024 * 1024;

function makeContainers(count: number): readonly Container[] {
	return Array.from({length: count}, (_, index) => makeContainer(`container-${index}`, {detail: makeDetail({startedAt: 0})}));
}

/** A tenth works, by turns more and less. */
function makeReadings(containers: readonly Container[], second: number): ReadonlyMap<string, Reading> {
	return new Map(containers.map(({id}, index) => [id, makeReading(second, {
		cpu: {usageMicroseconds: index % 10 === 0 ? second * (10_000 + ((index * second) % 9000)) : 1000},
		memory: {currentBytes: mebibyte * (index % 50), inactiveFileBytes: 4096, limitBytes: 64 * mebibyte},
		network: {
			receivedBytes: second * index, sentBytes: second, receivedPackets: undefined, sentPackets: undefined, errors: undefined, dropped: undefined, interfaces: ['eth0'],
		},
		pids: {current: 2, limit: 'max', refused: 0},
		io: [],
		namespaces: {mnt: index, net: index, user: 1},
	})]));
}

function start(containers: readonly Container[]): State {
	return reduce(createState({
		address: 'unix:///var/run/docker.sock', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}), {type: 'containersChanged', containers, gone: []});
}

function tick(state: State, second: number, readings: ReadonlyMap<string, Reading>): State {
	return reduce(state, {
		type: 'tick', now: second * 1000, readings, host: undefined,
	});
}

function createReduce(count: number): () => void {
	const containers = makeContainers(count);
	// From the last one back to the first is a reset of every counter, once in a round.
	const looks = Array.from({length: 10}, (_, second) => makeReadings(containers, second));
	let state = start(containers);
	let second = 0;
	return () => {
		second++;
		state = tick(state, second, looks[second % looks.length]!);
	};
}

/** Every panel of the screen, of a state that is new each time. */
function createFrame(count: number): () => void {
	const containers = makeContainers(count);
	let state = reduce(start(containers), {type: 'imagesListed', images: Array.from({length: 40}, (_, index) => makeImage(`image${index}`, {tags: [`image:${index}`]}))});
	for (let second = 1; second < 60; second++) {
		state = tick(state, second, makeReadings(containers, second));
	}

	const states = [state, tick(state, 60, makeReadings(containers, 60))];
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
