import test from 'ava';
import {findChange} from '../../source/ui/change.js';
import {createTheme} from '../../source/ui/theme.js';

const {bad, faint, strong, selected, accent} = createTheme({hasColor: true, isAscii: false});

test('a line is written from the first cell that differs to the last, in whole colours', t => {
	const table: ReadonlyArray<readonly [title: string, before: string, after: string, column: number, text: string]> = [
		['in the middle', 'web  10.0 %  idle', 'web  12.0 %  idle', 6, '2'],
		['at the start', 'a--', 'b--', 0, 'b'],
		['at the end', '--a', '--b', 2, 'b'],
		['longer and shorter in characters', `a ${bad('12')} z`, 'a 12 z', 2, '12'],
		['a coloured word whole', `a ${bad('12')} z`, `a ${bad('13')} z`, 2, bad('13')],
		['another colour', `a ${bad('12')} z`, `a ${faint('12')} z`, 2, faint('12')],
		['after colours', `${strong('web')} ${bad('x')} 1 ${accent('▁▂')}`, `${strong('web')} ${bad('x')} 2 ${accent('▁▂')}`, 6, '2'],
		['colours in colours', `${selected(`a ${bad('b')} c`)} 1`, `${selected(`a ${bad('b')} c`)} 2`, 6, '2'],
		['within a bar', selected('one 1 '), selected('one 2 '), 0, selected('one 2 ')],
		['a repeated character', 'aaaa', 'aaba', 2, 'b'],
		['wide characters', '容器 1', '容器 2', 0, '容器 2'],
	];
	for (const [title, before, after, column, text] of table) {
		t.deepEqual(findChange(before, after), {column, text}, title);
	}
});
