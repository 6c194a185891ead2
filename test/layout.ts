import test from 'ava';
import {
	arrange, leastColumns, leastRows, panels, showPanel, type Box, type Look, type Shown,
} from '../source/layout.js';

const shown: Shown = {left: 'images', right: 'namespaces'};
const look: Look = {focus: 'containers', isZoomed: false, shown};

function overlaps(one: Box, other: Box): boolean {
	return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

const isInside = (box: Box, columns: number, rows: number): boolean => box.x >= 0 && box.y >= 0 && box.x + box.width <= columns && box.y + box.height <= rows;

test('on every screen that is large enough all boxes lie inside it, none on another, and the focused panel has a place', t => {
	for (let columns = leastColumns; columns <= 240; columns += 7) {
		for (let rows = leastRows; rows <= 80; rows++) {
			for (const {id} of panels) {
				for (const isZoomed of [true, false]) {
					const arrangement = arrange(columns, rows, {focus: id, isZoomed, shown: showPanel(shown, id)});
					const boxes = [arrangement.header, arrangement.summary, arrangement.notices, arrangement.footer, ...arrangement.panels.map(({box}) => box)]
						.filter(({height}) => height > 0);
					const at = `${columns}x${rows} ${id}`;
					t.false(arrangement.isTooSmall, at);
					t.true(boxes.every(box => isInside(box, columns, rows)), at);
					t.false(boxes.some((box, index) => boxes.slice(index + 1).some(other => overlaps(box, other))), at);
					t.true(arrangement.panels.some(panel => panel.id === id), at);
				}
			}
		}
	}
});

test('every cell of a large screen belongs to something', t => {
	const arrangement = arrange(160, 48, look);
	const cells = [arrangement.header, arrangement.summary, arrangement.notices, arrangement.footer, ...arrangement.panels.map(({box}) => box)]
		.reduce((sum, {width, height}) => sum + (width * height), 0);
	t.is(cells, 160 * 48);
});

test('a screen that is too small says so', t => {
	t.true(arrange(leastColumns - 1, 24, look).isTooSmall);
	t.true(arrange(80, leastRows - 1, look).isTooSmall);
});
