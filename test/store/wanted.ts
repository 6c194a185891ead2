import test from 'ava';
import {reduce} from '../../source/store/reducer.js';
import {selectSelectedRow} from '../../source/store/selectors.js';
import {selectWanted} from '../../source/store/wanted.js';
import {makeLab} from '../support/states.js';

const lab = makeLab();
const id = selectSelectedRow(lab)?.container.id;

test('processes are read only while their panel is on screen: focused, or left in its place', t => {
	const opened = reduce(lab, {type: 'focus', panel: 'processes'});
	const left = reduce(opened, {type: 'focus', panel: 'cpu'});
	t.is(selectWanted(lab).processesOf, undefined);
	t.truthy(id);
	t.is(selectWanted(opened).processesOf, id);
	t.is(selectWanted(left).processesOf, id);
	t.is(selectWanted(reduce(left, {type: 'zoom', isZoomed: true})).processesOf, undefined);
	const small = reduce(left, {type: 'screen', isLarge: false});
	t.is(selectWanted(small).processesOf, undefined, 'a small screen has no room for it beside the focused one');
	t.is(selectWanted(reduce(small, {type: 'focus', panel: 'processes'})).processesOf, id);
	t.is(selectWanted(reduce(left, {type: 'focus', panel: 'images'})).processesOf, undefined);
});

test('confinement likewise', t => {
	const opened = reduce(lab, {type: 'focus', panel: 'confinement'});
	t.is(selectWanted(lab).confinementOf, undefined);
	t.is(selectWanted(opened).confinementOf, id);
	t.is(selectWanted(reduce(opened, {type: 'focus', panel: 'namespaces'})).confinementOf, undefined);
});
