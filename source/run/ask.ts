import process from 'node:process';
import {createInterface} from 'node:readline/promises';

/** The exit code where something was only announced, and the answer to the question is missing. */
export const unansweredCode = 3;

/** Whether the answer is yes. False without a terminal: nobody is there to answer. */
export async function ask(question: string): Promise<boolean> {
	const {stdin: input, stdout: output} = process;
	if (!input.isTTY || !output.isTTY) {
		return false;
	}

	const questions = createInterface({input, output});
	try {
		const answer = await questions.question(question);
		return /^y(?:es)?$/iv.test(answer.trim());
	} finally {
		questions.close();
	}
}
