import type {Image} from '../container.js';
import {
	formatBytes, formatBytesInWords, formatDuration, formatShortId,
} from '../metrics/format.js';
import {selectImageUsers, selectOrderedImages, type OrderedImage} from '../store/images.js';
import {selectCursor} from '../store/lists.js';
import type {State} from '../store/state.js';
import {blank} from '../ui/cells.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import {drawTable, tableHeaderLines, type Column} from '../ui/table.js';
import type {Theme} from '../ui/theme.js';
import {centerOn, framePanel, type Panel} from './panel.js';

const none = '<none>';

/** What a kind of image is, in one line for who meets it for the first time. */
const kindSentences: Readonly<Record<Image['kind'], string>> = {
	tagged: 'A stack of read-only layers with a name; containers put a thin writable layer on top.',
	dangling: 'Dangling: nothing names it any more, mostly because its tag moved to a newer build. docker image prune removes it.',
	intermediate: 'Intermediate: a step of a build, kept as a layer of the image below which it stands; it costs no room of its own.',
};

/** Every image, tagged or not, with what a `<none>` one is. */
export const drawImages: Panel = (state, context) => {
	const {width, height, isFocused, theme} = context;
	const images = selectOrderedImages(state);
	const selected = selectCursor(state, 'images');
	const bodyHeight = height - frameCells;
	const hasExplanation = bodyHeight >= 6;
	const tableHeight = bodyHeight - (hasExplanation ? 1 : 0);
	const listHeight = tableHeight - tableHeaderLines;
	const body = drawTable({
		columns: createColumns(state, theme),
		rows: images,
		width: width - frameCells,
		height: tableHeight,
		selected,
		offset: scrollTo(centerOn(selected, listHeight), selected, images.length, listHeight),
		isFocused,
		theme,
		empty: state.images === undefined ? 'asking the engine for its images' : 'no images yet: docker pull or docker build makes one',
	});
	const chosen = images[selected]?.image;
	const explanation = hasExplanation && chosen !== undefined ? [` ${theme.faint(kindSentences[chosen.kind])}`] : [];
	return framePanel('images', context, summarizeImages(state), [...body, ...explanation]);
};

/** How many there are, how many of them `<none>`, and the size of what is tagged or dangling. */
export function summarizeImages({images}: State): readonly string[] {
	if (images === undefined) {
		return [];
	}

	const unnamed = images.filter(({kind}) => kind !== 'tagged').length;
	// An intermediate image's layers are counted with the image that was built on them.
	let bytes = 0;
	for (const {kind, sizeBytes} of images) {
		bytes += kind === 'intermediate' ? 0 : sizeBytes;
	}

	return [`${images.length}${unnamed === 0 ? '' : `, ${unnamed} ${none}`}`, `at most ${formatBytesInWords(bytes)}`];
}

function createColumns(state: State, theme: Theme): ReadonlyArray<Column<OrderedImage>> {
	const users = selectImageUsers(state);
	return [
		{
			id: 'repository', title: 'REPOSITORY', minimum: 12, ideal: 20, flex: 1, rank: 0, draw: ({name, depth}, width) => drawRepository(name?.repository, depth, width, theme),
		},
		{
			id: 'tag', title: 'TAG', minimum: 6, ideal: 10, rank: 1, draw: ({name}) => name?.tag ?? theme.faint(none),
		},
		{
			id: 'id', title: 'ID', minimum: 12, ideal: 12, rank: 3, draw: ({image}) => theme.faint(formatShortId(image.id)),
		},
		{
			id: 'age', title: 'AGE', minimum: 4, ideal: 4, align: 'right', rank: 4, draw: ({image}) => formatAge(image.createdAt, state.now),
		},
		{
			id: 'size', title: 'SIZE', minimum: 5, ideal: 5, align: 'right', rank: 2, draw: ({image}) => formatBytes(image.sizeBytes),
		},
		{
			id: 'used', title: 'USED BY', minimum: 13, ideal: 14, flex: 1, rank: 5, draw: ({image}) => drawUse(image, users.get(image.id) ?? 0, theme),
		},
	];
}

function formatAge(createdAt: number | undefined, now: number): string {
	return formatDuration(createdAt === undefined ? undefined : Math.max(0, now - createdAt));
}

/** Each step of a build is one cell further to the right than what was built on it. Where it would have no room for its name, its number says how far. */
function drawRepository(repository: string | undefined, depth: number, width: number, theme: Theme): string {
	const name = repository ?? theme.faint(none);
	if (depth === 0) {
		return name;
	}

	const most = Math.max(0, width - none.length - 2);
	const indent = depth - 1 <= most ? blank(depth - 1) : String(depth).padStart(most);
	return theme.faint(`${indent}${theme.glyphs.lastBranch} `) + name;
}

function drawUse(image: Image, users: number, theme: Theme): string {
	const use = users === 0 ? '' : `${users} container${users === 1 ? '' : 's'}`;
	switch (image.kind) {
		case 'tagged': {
			return use;
		}

		case 'dangling': {
			return `${theme.warn('dangling')}${use === '' ? '' : `, ${use}`}`;
		}

		case 'intermediate': {
			return `${theme.faint('intermediate')}${use === '' ? '' : `, ${use}`}`;
		}
	}
}
