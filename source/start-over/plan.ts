import type {Container, EngineInfo, PathChange} from '../container.js';
import {asDocument, asText} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {countLosses} from '../losses.js';
import {cleanText} from '../text.js';
import {
	nameSavedImage, originalName, type PlannedImage, type StartOverChoices, type StartOverPlan, type StartOverRefusal,
} from '../replacement.js';
import {convertToCreateBody} from './create-body.js';
import {findDependents, isNamed, selectUses} from './dependents.js';
import {formatDockerRun} from './docker-run.js';
import {convertNetworking, type Networking} from './endpoints.js';
import {describeExpected} from './expected-differences.js';
import {imageConfig, subtractImageDefaults} from './image-defaults.js';
import {imageId, type Inspect} from './inspect.js';
import {findRefusal} from './refusals.js';
import {withoutMountPoints} from './mount-points.js';
import {planVolumes, selectAnonymousVolumes, selectStaying} from './volumes.js';

/** What planning looks at: all of it read from the engine beforehand. */
export type Situation = {
	readonly info: EngineInfo;
	readonly inspect: Inspect;
	/** Undefined when the image it was made from is gone. */
	readonly image: EngineDocument | undefined;
	/** The image that its reference names now; undefined when it names none. */
	readonly newestImage: EngineDocument | undefined;
	/** All containers of the engine, as its list has them. */
	readonly containers: readonly Container[];
	/** Those of the others that were inspected: at least the ones it takes volumes from. */
	readonly others: readonly Inspect[];
	/** Undefined when they were not asked for, or the engine cannot tell. */
	readonly changes: readonly PathChange[] | undefined;
	readonly layerBytes: number | undefined;
	readonly ownContainerId: string | undefined;
	/** When the start over is to be: it names the saved image. */
	readonly at: Date;
};

/** What carrying it out needs to know, and the user need not. */
export type Recipe = {
	readonly body: EngineDocument;
	readonly connects: Networking['connects'];
	readonly leaves: readonly string[];
};

export type Prepared = {
	readonly plan: StartOverPlan;
	readonly recipe: Recipe;
	readonly inspect: Inspect;
};

/** Works out what starting over means for a container, or why it must not be. */
export function planStartOver(situation: Situation, choices: StartOverChoices): Prepared | StartOverRefusal {
	const {inspect, info, containers, others} = situation;
	const name = cleanText(inspect.name);
	const refuse = (reason: string): StartOverRefusal => ({kind: 'refusal', id: inspect.id, name, reason});
	const reason = findRefusal(inspect, situation.ownContainerId) ?? findMissing(situation);
	if (reason !== undefined) {
		return refuse(reason);
	}

	const chosen = chooseImage(situation, choices.image);
	if (chosen === undefined) {
		return refuse(`The image of ${name}, ${cleanText(inspect.imageReference)}, is gone: pull it or build it again, or save ${name} as an image with docker commit.`);
	}

	const anonymous = selectAnonymousVolumes(inspect, others.filter(other => takesVolumesFrom(inspect, other)));
	const volumes = planVolumes(anonymous, choices.volumes);
	const networking = convertNetworking(inspect, info.apiVersion);
	const body = convertToCreateBody(inspect, {
		imageReference: chosen.reference,
		image: chosen.document,
		oldImage: chosen.planned.choice === 'newest' ? situation.image : undefined,
		volumes,
		networking,
		engineHostName: info.hostName,
		nameOf: container => findName(containers, container),
	});
	const plan: StartOverPlan = {
		kind: 'plan',
		id: inspect.id,
		name,
		choices,
		image: chosen.planned,
		losses: situation.changes && countLosses(withoutMountPoints(situation.changes, inspect), situation.layerBytes),
		volumes,
		stays: selectStaying(inspect, anonymous),
		differences: describeExpected(inspect, chosen.planned, volumes),
		dependents: findDependents(inspect, others),
		after: [],
		canUndo: !inspect.isRemovedOnExit,
		savedAs: choices.saveFirst ? nameSavedImage(inspect.name, situation.at) : undefined,
		command: formatDockerRun(inspect.name, chosen.planned.choice === 'newest' ? body : subtractImageDefaults(body, imageConfig(chosen.document)), networking.connects, info),
	};
	return {plan, recipe: {body, connects: networking.connects, leaves: networking.leaves}, inspect};
}

type ChosenImage = {
	readonly planned: PlannedImage;
	/** As the create body names it. */
	readonly reference: string;
	readonly document: EngineDocument;
};

function chooseImage({inspect, image, newestImage}: Situation, choice: StartOverChoices['image']): ChosenImage | undefined {
	const newestId = newestImage && imageId(newestImage.Id);
	const movedTo = newestId === inspect.imageId ? undefined : newestId;
	const planned = {reference: cleanText(inspect.imageReference), movedTo};
	if (choice === 'newest' && newestImage !== undefined && movedTo !== undefined) {
		return {planned: {...planned, id: movedTo, choice}, reference: inspect.imageReference, document: newestImage};
	}

	return image && {
		planned: {...planned, id: inspect.imageId, choice: 'same'},
		// A reference that names another image by now, or none, would make another container, or none.
		reference: newestId === inspect.imageId ? inspect.imageReference : inspect.imageId,
		document: image,
	};
}

/** What the container cannot be made without, and is not there. */
function findMissing({inspect, containers}: Situation): string | undefined {
	const name = cleanText(inspect.name);
	if (asText(asDocument(inspect.document.State).Status) === 'removing') {
		return `${name} is being removed by the engine: there is nothing left to start over.`;
	}

	const missing = selectUses(inspect).find(({container, what}) => what !== 'a link to it' && findName(containers, container) === undefined);
	return missing && `${name} uses ${missing.what.replace('its', 'the')} of container ${cleanText(missing.container).slice(0, 12)}, which is gone: `
		+ `make ${name} again by hand, joined to the container that took its place.`;
}

function takesVolumesFrom(inspect: Inspect, other: Inspect): boolean {
	return selectUses(inspect).some(({container, what}) => what === 'its volumes' && isNamed(other, container));
}

/** The name by which to speak of a container that is named by id; of a parked one, the name of the one that took its place. */
function findName(containers: readonly Container[], container: string): string | undefined {
	const found = containers.find(candidate => isNamed(candidate, container))?.name;
	const original = found === undefined ? undefined : originalName(found);
	return original !== undefined && containers.some(({name}) => name === original) ? original : found;
}
