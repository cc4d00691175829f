// Built with the instrument's own pipeline: the detectors as they are on the instrument, handed to the test as members of E.
import { cusumStep } from '../../../firmware/src/metrology/cusum.js';
import { ewmaStep } from '../../../firmware/src/metrology/ewma.js';
import { standardise } from '../../../firmware/src/metrology/standardise.js';

declare const E: {
  cusumStep: typeof cusumStep;
  ewmaStep: typeof ewmaStep;
  standardise: typeof standardise;
};

E.cusumStep = cusumStep;
E.ewmaStep = ewmaStep;
E.standardise = standardise;
