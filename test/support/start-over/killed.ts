/**
 * A dockdash that starts a container over and is killed on the way, to be run by tests: ENGINE FOLDER NAME CALL before|after.
 * Nothing can be tidied up, for it kills itself with SIGKILL around the engine's CALL-th change.
 */
import process from 'node:process';
import {createDockerEngine} from '../../../source/engine/docker.js';
import {parseEndpoint} from '../../../source/engine/endpoint.js';
import {defaultChoices} from '../../../source/replacement.js';
import {prepareStartOver} from '../../../source/start-over/prepare.js';
import {startOver} from '../../../source/start-over/run.js';
import {interceptEngine, isChange} from './faults.js';

const [address = '', folder = '', name = '', change = '', moment = ''] = process.argv.slice(2);
let changes = 0;

function dieWhenAsked(isNow: boolean): void {
	if (isNow) {
		process.kill(process.pid, 'SIGKILL');
	}
}

const engine = interceptEngine(createDockerEngine(parseEndpoint(address, 'the test')), async (call, request) => {
	if (!isChange(call)) {
		return request();
	}

	changes++;
	const isChosen = changes === Number(change);
	dieWhenAsked(isChosen && moment === 'before');
	const answer = await request();
	dieWhenAsked(isChosen && moment === 'after');
	return answer;
});
const [plan] = await prepareStartOver(engine, [name], defaultChoices);
if (plan?.kind === 'plan') {
	await startOver(engine, plan, {folder, settle: {settleMilliseconds: 100, pollMilliseconds: 50}});
}

engine.close();
