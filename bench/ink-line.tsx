/** The yardstick for the first name: an Ink program that prints a container's name, and stays. */
import {render, Text, useInput} from 'ink';
import type {ReactNode} from 'react';

function Line(): ReactNode {
	useInput(() => undefined);
	return <Text>busy0</Text>;
}

render(<Line/>);
