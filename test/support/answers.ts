import {readFileSync} from 'node:fs';
import type {EngineDocument} from '../../source/engine/engine.js';

/** The engines whose answers are kept in test/fixtures/engine: Docker on cgroup v1, Docker on v2, Podman on v2. */
export const recordedEngines = ['docker-20.10', 'docker-26', 'podman'] as const;

export function readText(name: string): string {
	return readFileSync(`test/fixtures/engine/${name}`, 'utf8');
}

/** A recorded answer, parsed. */
export function readAnswer(name: string): unknown {
	return JSON.parse(readText(`${name}.json`));
}

export function readDocument(name: string): EngineDocument {
	return readAnswer(name) as EngineDocument;
}

/** A recorded event stream, line by line. */
export function readEvents(name: string): readonly EngineDocument[] {
	return readText(`${name}.ndjson`).trim().split('\n').map(line => JSON.parse(line) as EngineDocument);
}
