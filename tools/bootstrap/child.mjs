// Child processes: output kept or passed through, signals passed on, exit codes as a shell gives them.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './paths.mjs';

const PASSED_ON = ['SIGTERM', 'SIGHUP'];

/** Runs a program to its end and keeps what it wrote. `code` is 127 when it could not be started. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 127, output: String(error.message) }));
    child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), output }));
  });
}

/**
 * Runs a program on this process's terminal. SIGTERM and SIGHUP are passed on; SIGINT reaches the child from the
 * terminal itself, so this process only waits for it.
 */
export function passThrough(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    const wait = () => {
      if (!process.stdin.isTTY) child.kill('SIGINT');
    };
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', wait);
    for (const signal of PASSED_ON) process.on(signal, passOn);
    const forget = () => {
      process.off('SIGINT', wait);
      for (const signal of PASSED_ON) process.off(signal, passOn);
    };
    child.on('error', (error) => {
      forget();
      reject(error);
    });
    child.on('close', (code, signal) => {
      forget();
      resolve(exitCode(code, signal));
    });
  });
}

function exitCode(code, signal) {
  return signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1);
}
