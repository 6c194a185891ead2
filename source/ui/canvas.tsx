import {Box, Text, type DOMElement} from 'ink';
import {useLayoutEffect, useRef, type ReactNode} from 'react';
import type {Store} from '../store/store.js';
import type {DrawLines, Painter} from './painter.js';
import {useStore} from './use-store.js';

export type CanvasProperties = {
	readonly width: number;
	readonly height: number;
	/** Lines of the state that the store has when it is called. */
	readonly draw: DrawLines;
	readonly store: Store;
	/** Writes the lines past React; without it they are ordinary text. */
	readonly painter: Painter | undefined;
};

/** A rectangle of drawn lines. Both ways put the same cells on the screen; only the painter's is cheap enough for every tick. */
export function Canvas({painter, ...properties}: CanvasProperties): ReactNode {
	return painter === undefined ? <TextCanvas {...properties}/> : <PaintedCanvas {...properties} painter={painter}/>;
}

function PaintedCanvas({width, height, draw, painter}: Omit<CanvasProperties, 'store'> & {readonly painter: Painter}): ReactNode {
	const box = useRef<DOMElement>(null);
	useLayoutEffect(() => box.current === null ? undefined : painter.register(box.current, draw), [painter, draw]);
	return <Box ref={box} width={width} height={height}/>;
}

function TextCanvas({width, height, draw, store}: Omit<CanvasProperties, 'painter'>): ReactNode {
	useStore(store, state => state);
	return (
		<Box width={width} height={height} flexDirection='column'>
			{draw().map((line, row) => <Text key={String(row)} wrap='truncate'>{line}</Text>)}
		</Box>
	);
}
