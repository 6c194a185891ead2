import test from 'ava';
import {scrollTo} from '../../source/ui/scroll.js';

const cases = [
	['stays while the selected row is in sight', {offset: 3, selected: 5, total: 20, height: 5}, 3],
	['goes up with a row above', {offset: 3, selected: 2, total: 20, height: 5}, 2],
	['goes down with a row below, no further than needed', {offset: 3, selected: 8, total: 20, height: 5}, 4],
	['shows the end when the last is selected', {offset: 0, selected: 19, total: 20, height: 5}, 15],
	['leaves no room at the end after rows have gone', {offset: 15, selected: 6, total: 8, height: 5}, 3],
	['shows all when all fit', {offset: 4, selected: 3, total: 4, height: 10}, 0],
	['is at the top of nothing', {offset: 7, selected: 0, total: 0, height: 5}, 0],
	['is at the top when nothing is selected', {offset: 0, selected: -1, total: 20, height: 5}, 0],
	['follows in a single line', {offset: 0, selected: 7, total: 20, height: 1}, 7],
	['has a place for a height of nothing', {offset: 0, selected: 7, total: 20, height: 0}, 7],
] as const;

for (const [sentence, {offset, selected, total, height}, expected] of cases) {
	test(`the list ${sentence}`, t => {
		t.is(scrollTo(offset, selected, total, height), expected);
	});
}
