import type {
	Container, ContainerDetail, EngineInfo, HostReading, Image, LogLine, NamespaceKind,
} from '../container.js';
import type {CommandId} from '../keymap.js';
import type {ConfinementLook, ProcessReading} from '../kernel.js';
import type {PanelId, Shown} from '../layout.js';
import type {LimitId} from '../limits/fields.js';
import type {LimitTexts} from '../limits/form.js';
import type {OngoingAlerts} from '../metrics/alerts.js';
import type {CgroupTable} from '../metrics/cgroups.js';
import type {ProcessList} from '../metrics/processes.js';
import type {Reading} from '../metrics/reading.js';
import type {Sample} from '../metrics/sample.js';
import type {
	StartOverChoices, StartOverOutcome, StartOverPlan, StartOverProgress, StartOverRefusal,
} from '../replacement.js';
import {createHistory, type History} from './history.js';
import type {CloseLook, CloseTarget} from './looks.js';
import type {Page} from './page.js';

/** Values kept of each number: six minutes at one a second. */
export const historyCapacity = 360;

/** How it stands with the engine. `address` is for people. */
export type Connection =
	| {readonly status: 'connecting'; readonly address: string}
	| {readonly status: 'connected'; readonly address: string}
	| {readonly status: 'lost'; readonly address: string; readonly problem: string; readonly retryAt: number};

/** A container with its numbers. */
export type Row = {
	readonly container: Container;
	/** The last raw look, for the next difference. */
	readonly reading: Reading | undefined;
	readonly sample: Sample | undefined;
	/** CPU in percent of one core. */
	readonly cpuHistory: History;
	/** Working set in bytes. */
	readonly memoryHistory: History;
	/** Conditions that were told and go on. */
	readonly ongoing: OngoingAlerts;
	/** Paths that differ from its image, when they were last looked at; undefined when that is not known. */
	readonly driftPaths: number | undefined;
	/** The last line that it wrote before it failed at once; undefined for others. */
	readonly lastWords: string | undefined;
	/** It was started while we look, so whatever it counts is new. */
	readonly isFromStart: boolean;
	/** The engine said that it ran out of memory, and its counters have not told it yet. */
	readonly hasUntoldOom: boolean;
	/** What is being done to it now: `stopping`. */
	readonly pending: string | undefined;
};

/** The last minutes of something that is not a container. */
export type Past = Pick<Row, 'cpuHistory' | 'memoryHistory'>;

export type Severity = 'info' | 'good' | 'warn' | 'bad';

export type Notice = {
	readonly at: number;
	readonly severity: Severity;
	readonly text: string;
	/** What to do about it, else empty. */
	readonly hint: string;
	/** A later one with the same key takes its place. */
	readonly key?: string;
};

export type Sort = {
	readonly id: string;
	readonly isDescending: boolean;
};

/** A choice among words. */
export type MenuItem = {
	readonly value: string;
	readonly title: string;
	readonly about: string;
};

type MenuKind = 'sort' | 'signal' | 'processSignal';

/** The process that a signal is meant for, as it was when it was chosen. */
export type ProcessTarget = Pick<ProcessReading, 'pid' | 'innerPid' | 'startTicks' | 'command' | 'reactsToTerminate'>;

/** A plan for each container, or why it is not started over, in the order in which they go. */
export type Plans = ReadonlyArray<StartOverPlan | StartOverRefusal>;

/** The plan dialog, from asking the engine to the last step. */
export type PlanProgress =
	| {readonly phase: 'preparing'}
	| {readonly phase: 'refused'; readonly reason: string}
	| {readonly phase: 'ready'; readonly plans: Plans}
	| {readonly phase: 'running' | 'done'; readonly plans: Plans; readonly steps: readonly StartOverProgress[]; readonly outcomes: readonly StartOverOutcome[]};

/** The limits dialog, from typing to the engine's answer. */
export type LimitsProgress =
	| {readonly phase: 'editing'}
	| {readonly phase: 'applying'}
	| {readonly phase: 'refused'; readonly reason: string};

/** Where a log is looked at, counted from its end, where it grows. */
export type LogPlace = {
	/** Lines that are wholly below the page. */
	readonly linesFromEnd: number;
	/** Of the last line on the page, the rows that are below it. */
	readonly rowsBelow: number;
};

/** What lies over the panels. */
export type Dialog =
	| Page
	| {readonly kind: 'help'; readonly offset: number}
	| {readonly kind: 'notices'; readonly offset: number}
	| {readonly kind: 'numbers'; readonly target: CloseTarget | undefined; readonly panel: PanelId; readonly offset: number}
	| ({readonly kind: 'log'; readonly containerId: string; readonly lines: readonly LogLine[]; readonly problem: string | undefined; readonly isEnded: boolean} & LogPlace)
	| {readonly kind: 'menu'; readonly menu: MenuKind; readonly title: string; readonly items: readonly MenuItem[]; readonly index: number; readonly containerIds: readonly string[]; readonly process?: ProcessTarget}
	| {readonly kind: 'confirm'; readonly command: CommandId; readonly containerIds: readonly string[]; readonly title: string; readonly lines: readonly string[]; readonly process?: ProcessTarget; readonly signal?: string}
	| {readonly kind: 'plan'; readonly containerIds: readonly string[]; readonly choices: StartOverChoices; readonly progress: PlanProgress; readonly isShowingChanges: boolean; readonly offset: number}
	| {readonly kind: 'limits'; readonly containerId: string; readonly before: ContainerDetail; readonly texts: LimitTexts; readonly field: LimitId; readonly progress: LimitsProgress}
	| {readonly kind: 'filter'; readonly text: string}
	| {readonly kind: 'time'; readonly text: string};

/** What the user has chosen to look at. */
export type View = {
	readonly focus: PanelId;
	/** The screen has room for every place. */
	readonly isLarge: boolean;
	/** Nobody has chosen a panel yet. */
	readonly isUntouched: boolean;
	readonly isZoomed: boolean;
	readonly shown: Shown;
	readonly selectedId: string | undefined;
	/** Somebody has selected it: until then it is one of the first in the list. */
	readonly isChosen: boolean;
	/** Where it stood in the list when it ended or went away; undefined is the top. */
	readonly place: number | undefined;
	/** Ids of containers; some may be gone. */
	readonly marked: ReadonlySet<string>;
	/** The selected row of each panel that has a list of its own. */
	readonly cursors: Readonly<Partial<Record<PanelId, number>>>;
	/** The cell of the namespace matrix, beside the selected container. */
	readonly namespaceKind: NamespaceKind;
	/** Cgroups that were folded or unfolded by hand, by path. */
	readonly folds: ReadonlyMap<string, boolean>;
	readonly isShowingAll: boolean;
	readonly filter: string;
	readonly sort: Sort;
	readonly dialog: Dialog | undefined;
};

/** A recording that is shown in place of a live engine. Times are ms from its beginning. */
export type Playback = {
	readonly kind: 'replay' | 'demo';
	readonly position: number;
	readonly length: number;
	/** 2 is twice as fast as it was. */
	readonly speed: number;
	readonly isPaused: boolean;
};

export type State = {
	/** Milliseconds since 1970, of the last tick. */
	readonly now: number;
	/** The same of the last one that was about all containers, and not an early look at new ones; undefined before it. */
	readonly lookedAt: number | undefined;
	readonly intervalMilliseconds: number;
	readonly connection: Connection;
	readonly engine: EngineInfo | undefined;
	/** False until the first list has come. */
	readonly isListed: boolean;
	readonly rows: ReadonlyMap<string, Row>;
	readonly images: readonly Image[] | undefined;
	readonly host: HostReading | undefined;
	readonly hostCpuPercent: number | undefined;
	readonly hostCpuHistory: History;
	readonly hostNamespaces: Reading['namespaces'];
	/** Processes of the selected container, while their panel is open. */
	readonly processes: ProcessList | undefined;
	/** What holds the selected container in, while its panel is open. */
	readonly confinement: ConfinementLook | undefined;
	/** The tree of cgroups, while its panel is open. */
	readonly cgroups: CgroupTable | undefined;
	/** What each of them used while it was, by path, tick by tick. */
	readonly cgroupPasts: ReadonlyMap<string, Past>;
	/** The look whose numbers are the last in those. */
	readonly lastPast: CgroupTable | undefined;
	/** Every number of what the open view explains, with the texts that they are made of. */
	readonly closeUp: (CloseLook & {readonly sample: Sample}) | undefined;
	readonly notices: readonly Notice[];
	/** Undefined is live. */
	readonly playback: Playback | undefined;
	/** The file that is being recorded to. */
	readonly recordingTo: string | undefined;
	readonly view: View;
};

export type StateOptions = {
	readonly address: string;
	readonly intervalMilliseconds: number;
	readonly isShowingAll: boolean;
	readonly now: number;
};

/** What is told of containers, images and the machine, before anything is. */
export function nothingKnown() {
	return {
		lookedAt: undefined,
		isListed: false,
		rows: new Map(),
		images: undefined,
		host: undefined,
		hostCpuPercent: undefined,
		hostCpuHistory: createHistory(historyCapacity),
		processes: undefined,
		confinement: undefined,
		cgroups: undefined,
		cgroupPasts: new Map(),
		lastPast: undefined,
		closeUp: undefined,
	} satisfies Partial<State>;
}

/** The state before anything is known. */
export function createState(options: StateOptions): State {
	return {
		now: options.now,
		intervalMilliseconds: options.intervalMilliseconds,
		connection: {status: 'connecting', address: options.address},
		engine: undefined,
		...nothingKnown(),
		hostNamespaces: undefined,
		notices: [],
		playback: undefined,
		recordingTo: undefined,
		view: {
			focus: 'containers',
			isLarge: true,
			isUntouched: true,
			isZoomed: false,
			shown: {left: 'images', right: 'namespaces'},
			selectedId: undefined,
			isChosen: false,
			place: undefined,
			marked: new Set(),
			cursors: {},
			namespaceKind: 'mnt',
			folds: new Map(),
			isShowingAll: options.isShowingAll,
			filter: '',
			sort: {id: 'cpu', isDescending: true},
			dialog: undefined,
		},
	};
}
