(******************************************************************************)
(*  The definitions of the code                                               *)
(*                                                                            *)
(*  Printed from src/definitions by npm run formulas; a test compares.  The   *)
(*  proofs are about these.  A distribution is the function of its            *)
(*  probabilities; log_softmax_policy is the logarithm of one.                *)
(******************************************************************************)

From SoftBellman Require Import Sums Primitives.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition entropy (A : finType) (pi : A -> R) : R :=
  \sum_a pi a * - ln (pi a).

Definition soft_state_value (A : finType) (alpha : R) (pi Q : A -> R) : R :=
  \sum_a pi a * (Q a - alpha * ln (pi a)).

Definition soft_backup (X : finType) (r gamma : R) (P d V : X -> R) : R :=
  r + gamma * (\sum_x P x * ((1 - d x) * V x)).

Definition soft_optimal_value (A : finType) (alpha : R) (Q : A -> R) : R :=
  log_sum_exp alpha Q.

Definition log_softmax_policy (A : finType) (alpha : R) (Q : A -> R) (b : A) : R :=
  (Q b - log_sum_exp alpha Q) / alpha.

Definition kl_objective (A : finType) (alpha : R) (pi Q : A -> R) : R :=
  \sum_a pi a * (alpha * ln (pi a) - Q a).

Definition value_loss (S A : finType) (alpha : R) (D V : S -> R) (pi Q : S -> A -> R) : R :=
  \sum_s D s * (1 / 2 * (V s - \sum_a pi s a * (Q s a - alpha * ln (pi s a))) ^ 2).

Definition critic_loss (T : finType) (D Q y : T -> R) : R :=
  \sum_t D t * (1 / 2 * (Q t - y t) ^ 2).

Definition policy_loss (S A : finType) (alpha : R) (D : S -> R) (pi Q : S -> A -> R) : R :=
  \sum_s D s * (\sum_a pi s a * (alpha * ln (pi s a) - Q s a)).

Definition temperature_loss (S A : finType) (alpha target : R) (D : S -> R) (pi : S -> A -> R) : R :=
  \sum_s D s * (alpha * (\sum_a pi s a * - ln (pi s a) - target)).

Definition moving_average (tau online target : R) : R :=
  tau * online + (1 - tau) * target.

Definition twin_minimum (Q1 Q2 : R) : R :=
  Rmin Q1 Q2.

Definition squashed_gaussian_log_density (I : finType) (u mu log_sigma log_c : I -> R) : R :=
  \sum_i (2 * ln (cosh (u i)) - log_c i - log_sigma i - 1 / 2 * (((u i - mu i) / exp (log_sigma i)) ^ 2 + ln (2 * PI))).
