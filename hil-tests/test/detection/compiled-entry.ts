// Built with the instrument's own pipeline: the detectors as they are on the instrument, handed to the test as members of E.
import { cusumStep } from '../../../firmware/src/metrology/cusum.js';
import { detect, signals } from '../../../firmware/src/metrology/detect.js';
import { ewmaStep } from '../../../firmware/src/metrology/ewma.js';
import { standardise } from '../../../firmware/src/metrology/standardise.js';

declare const E: {
  cusumStep: typeof cusumStep;
  detect: typeof detect;
  signals: typeof signals;
  ewmaStep: typeof ewmaStep;
  standardise: typeof standardise;
};

E.cusumStep = cusumStep;
E.detect = detect;
E.signals = signals;
E.ewmaStep = ewmaStep;
E.standardise = standardise;
