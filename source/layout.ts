/** Where a panel has its place on a large screen. Several can have the same: then the one that was focused last is there. */
export type Place = 'list' | 'cpu' | 'memory' | 'left' | 'right';

type PanelEntry = {
	readonly id: string;
	readonly title: string;
	readonly place: Place;
	readonly about: string;
};

/** LIST 3: the panels, in tab order; the digit that opens one is its number in the list. */
export const panels = [
	{id: 'containers', title: 'Containers', place: 'list', about: 'state and health, name, image, uptime, CPU with its recent past, throttled periods, memory of its limit, network and block I/O rates, processes, drift from its image'},
	{id: 'cpu', title: 'CPU', place: 'cpu', about: 'the selected container, or in the cgroups panel the selected cgroup, over the last minutes, its quota as a line, and what holds it back'},
	{id: 'memory', title: 'Memory', place: 'memory', about: 'the working set over the last minutes, the limit as a line, and what the memory is made of'},
	{id: 'images', title: 'Images', place: 'left', about: 'tagged, dangling and intermediate images told apart, and how many containers use them'},
	{id: 'namespaces', title: 'Namespaces', place: 'right', about: 'each namespace of the selected container beside the host’s: its own, the host’s, or shared with whom'},
	{id: 'processes', title: 'Processes', place: 'left', about: 'the processes of the selected container, with their pids on the host and inside'},
	{id: 'cgroups', title: 'Cgroups', place: 'left', about: 'the tree of the machine’s cgroups with containers by name: what each uses with all below it and by itself, its processes and controllers'},
	{id: 'confinement', title: 'Confinement', place: 'right', about: 'what holds the selected container in, as the kernel enforces it and as it was declared, and what gives the machine away'},
] as const satisfies readonly PanelEntry[];

export type PanelId = typeof panels[number]['id'];

/** The panel that is at each place where there are several. */
export type Shown = Readonly<Record<'left' | 'right', PanelId>>;

/** What is looked at: the focused panel, whether it has the whole screen, and what the places show. */
export type Look = {
	readonly focus: PanelId;
	readonly isZoomed: boolean;
	readonly shown: Shown;
};

/** The places after a panel is focused. */
export function showPanel(shown: Shown, id: PanelId): Shown {
	const place = panels.find(panel => panel.id === id)?.place;
	return place === 'left' || place === 'right' ? {...shown, [place]: id} : shown;
}

/** The digit that opens it. */
export function numberOf(id: PanelId): number {
	return panels.findIndex(panel => panel.id === id) + 1;
}

/** Its number and title, as its frame shows them. */
export function titleOf(id: PanelId): string {
	const number = numberOf(id);
	return `${number} ${panels[number - 1]?.title ?? ''}`;
}

/** The other panels of the same place. */
export function neighboursOf(id: PanelId): readonly PanelId[] {
	const place = panels.find(panel => panel.id === id)?.place;
	return panels.filter(panel => panel.place === place && panel.id !== id).map(panel => panel.id);
}

/** A rectangle of cells; x and y count from 0 at the top left. */
export type Box = {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
};

export type PlacedPanel = {
	readonly id: PanelId;
	readonly box: Box;
};

/** Where everything goes; `isTooSmall` is a screen that nothing useful fits on. */
export type Arrangement = {
	readonly isTooSmall: boolean;
	readonly header: Box;
	/** One line that sums up the panels that have no place, empty height when all have. */
	readonly summary: Box;
	readonly notices: Box;
	readonly footer: Box;
	/** What is between header and footer: dialogs lie in it. */
	readonly body: Box;
	readonly panels: readonly PlacedPanel[];
};

export const leastColumns = 48;
export const leastRows = 12;

const wideColumns = 100;
const tallRows = 30;

/** Whether every place has room; on a smaller screen a panel at the left or right is seen only while it is focused. */
export function isLarge(columns: number, rows: number): boolean {
	return columns >= wideColumns && rows >= tallRows;
}

/** Places header, panels, notice line and footer on a screen of that many cells. A focused panel always has a place. */
export function arrange(columns: number, rows: number, {focus, isZoomed, shown}: Look): Arrangement {
	const row = (y: number, height = 1): Box => ({
		x: 0, y, width: columns, height,
	});
	const base = {
		isTooSmall: columns < leastColumns || rows < leastRows,
		header: row(0),
		notices: row(rows - 2),
		footer: row(rows - 1),
		body: row(1, rows - 3),
	};
	if (isZoomed) {
		return {...base, summary: row(rows - 3, 0), panels: [{id: focus, box: base.body}]};
	}

	if (isLarge(columns, rows)) {
		return {...base, summary: row(rows - 3, 0), panels: arrangeWide(base.body, shown)};
	}

	const body = {...base.body, height: base.body.height - 1};
	return {...base, summary: row(rows - 3), panels: arrangeNarrow(body, focus)};
}

function arrangeWide(body: Box, shown: Shown): readonly PlacedPanel[] {
	const left = Math.round(body.width * 0.62);
	const right = body.width - left;
	// Images tell less per line than containers do; namespaces have a line for each kind and no more to say.
	const leftHeight = Math.max(8, Math.floor(body.height * 0.34));
	const rightHeight = Math.min(12, Math.max(9, Math.floor(body.height * 0.3)));
	const graphs = body.height - rightHeight;
	const cpuHeight = Math.ceil(graphs / 2);
	const {y} = body;
	return [
		{id: 'containers', box: {x: 0, y, width: left, height: body.height - leftHeight}},
		{id: 'cpu', box: {x: left, y, width: right, height: cpuHeight}},
		{id: 'memory', box: {x: left, y: y + cpuHeight, width: right, height: graphs - cpuHeight}},
		{
			id: shown.left, box: {
				x: 0, y: y + body.height - leftHeight, width: left, height: leftHeight,
			},
		},
		{
			id: shown.right, box: {
				x: left, y: y + graphs, width: right, height: rightHeight,
			},
		},
	];
}

function arrangeNarrow(body: Box, focus: PanelId): readonly PlacedPanel[] {
	const stripHeight = body.height >= 16 ? 6 : (body.height >= 12 ? 5 : 0);
	const main = {...body, height: body.height - stripHeight};
	const isInStrip = stripHeight > 0 && (focus === 'cpu' || focus === 'memory');
	const placed: PlacedPanel[] = [{id: isInStrip ? 'containers' : focus, box: main}];
	if (stripHeight > 0) {
		const half = Math.floor(body.width / 2);
		const y = body.y + main.height;
		placed.push(
			{
				id: 'cpu', box: {
					x: 0, y, width: half, height: stripHeight,
				},
			},
			{
				id: 'memory', box: {
					x: half, y, width: body.width - half, height: stripHeight,
				},
			},
		);
	}

	return placed;
}
