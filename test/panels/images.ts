import test from 'ava';
import {drawImages} from '../../source/panels/images.js';
import {createTheme} from '../../source/ui/theme.js';
import {makeImage} from '../support/containers.js';
import {makeLab} from '../support/states.js';

test('the age of an image is -- where the engine does not tell when it was made', t => {
	const state = makeLab({}, [{type: 'imagesListed', images: [makeImage('a', {tags: ['a:1'], createdAt: undefined})]}]);
	const lines = drawImages(state, {
		width: 80, height: 8, isFocused: true, theme: createTheme({hasColor: false, isAscii: false}),
	});
	t.regex(lines.join('\n'), / a {2,}-- +977k /v);
});
