// The mapping that puts this module in place of `fast-check` holds here, too: the package is named by its file.
import fc from '../../node_modules/fast-check/lib/fast-check.js';

// One failure detects a mutant. Looking for the smallest one would run a property hundreds of times more.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
