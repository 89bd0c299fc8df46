/**
 * The solver in a process of its own: its threads never end by themselves, and a query that hangs can be ended from outside. Takes
 * messages `{ text, milliseconds }` with SMT-LIB declarations and assertions; answers `sat`, `unsat`, `unknown` or an error.
 */
import z3 from 'z3-solver';

const ANSWERS = new Map([
  [1, 'sat'],
  [-1, 'unsat'],
  [0, 'unknown'],
]);

const { Z3 } = await z3.init();

// Texts are handed over in calls that return at once: `eval_smtlib2_string` reads its text when the stack holds something else.
async function answer(text, milliseconds) {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  const solver = Z3.mk_solver(context);
  Z3.solver_inc_ref(context, solver);
  const params = Z3.mk_params(context);
  Z3.params_inc_ref(context, params);
  Z3.params_set_uint(context, params, Z3.mk_string_symbol(context, 'timeout'), milliseconds);
  Z3.solver_set_params(context, solver, params);
  Z3.solver_from_string(context, solver, text);
  if (Z3.get_error_code(context) !== 0) return Z3.get_error_msg(context, Z3.get_error_code(context));
  const found = await Z3.solver_check(context, solver);
  Z3.params_dec_ref(context, params);
  Z3.solver_dec_ref(context, solver);
  Z3.del_context(context);
  Z3.del_config(config);
  return ANSWERS.get(found) ?? String(found);
}

process.on('message', ({ text, milliseconds }) => {
  answer(text, milliseconds).then(
    (word) => process.send(word),
    (error) => process.send(String(error)),
  );
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
