import type {
  LearnerConfiguration,
  LearnerOperations,
  ReplayBatch,
  Subject,
  UpdateNoise,
} from '../../../../properties/subject.ts';
import type { FiniteArithmetic } from '../../../interpretations/finite.ts';
import { double, type Precision } from '../definitions.ts';
import { handles } from './handles.ts';
import { type Design, type Learner, parametersOf, untrainedLearner, updated, usual } from './learner.ts';

export { type Design, type Learner, type LearnerFormulas, type Stage, usual } from './learner.ts';
export { criticValue, drawAction } from './networks.ts';
export { adam, descent, untrained } from './optimiser.ts';

/** What a learner does, as functions of its state: one of them changed makes a mutant. */
export interface Behaviour {
  initial(configuration: LearnerConfiguration): Learner;
  updated(learner: Learner, batch: ReplayBatch, noise: UpdateNoise): Learner;
  reloaded(learner: Learner): Learner;
}

export const soundBehaviour = (R: FiniteArithmetic<number>, design: Design): Behaviour => ({
  initial: configuration => untrainedLearner(R, design, configuration),
  updated: (learner, batch, noise) => updated(R, design, learner, batch, noise),
  reloaded: learner => JSON.parse(JSON.stringify(learner)),
});

/** A small soft actor-critic learner, made of the definitions. */
export const learnerSubject = (
  choices: Partial<Design> = {},
  change: (sound: Behaviour) => Partial<Behaviour> = () => ({}),
  { arithmetic: R, unitRoundoff }: Precision = double,
): Subject & LearnerOperations => {
  const design: Design = { ...usual(R), ...choices };
  const sound = soundBehaviour(R, design);
  const behaviour: Behaviour = { ...sound, ...change(sound) };

  const { keep, kept, found } = handles<Learner>();

  return {
    name: 'learner',
    unitRoundoff,
    learnerInit: configuration => kept(behaviour.initial(configuration)),
    learnerUpdate: (handle, batch, noise) => {
      const learner = behaviour.updated(found(handle), batch, noise);
      keep(handle, learner);
      return parametersOf(R, design, learner);
    },
    learnerParameters: handle => parametersOf(R, design, found(handle)),
    learnerReload: handle => kept(behaviour.reloaded(found(handle))),
  };
};
