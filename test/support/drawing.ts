import type {DrawContext} from '../../source/panels/panel.js';
import {createTheme} from '../../source/ui/theme.js';
import {makeLab} from './states.js';

export const plain = createTheme({hasColor: false, isAscii: false});

/** Every container of the lab. */
export const lab = makeLab({isShowingAll: true});

/** A focused panel of that size. */
export function contextOf(width: number, height: number, theme = plain): DrawContext {
	return {
		width, height, isFocused: true, theme,
	};
}
