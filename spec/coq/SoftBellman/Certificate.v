(******************************************************************************)
(*  Certificates: bounds on the optimum from one backup of given values       *)
(*                                                                            *)
(*        backup_at m V s  ==  V with its optimal backup at the one state s   *)
(*        constant_value m c == c / (1 - gamma) at live states, 0 at terminal *)
(*       upper_test m U s  ==  \sum_a exp ((Q_U(s,a) - U(s)) / alpha) <= 1    *)
(*                             (alpha = 0: Q_U(s,a) <= U(s) for all a)        *)
(*     lower_test m L l s  ==  \sum_a e^l(a) (Q_L(s,a) - L(s) - alpha l(a)    *)
(*                             + alpha) >= alpha, where e^l(a) = 0 adds 0     *)
(*             weight_of l ==  e^l; l : option R, and None is -oo             *)
(*                                                                            *)
(*  T* V >= V encloses: V <= T* V <= V^pi <= V* for pi greedy for V, and      *)
(*  dually.  The two tests say T* U <= U and L <= T^pi L without a logarithm: *)
(*  the upper is its exponential, the lower the tangent of the upper.  The    *)
(*  tests hold no rounding: what a program computes must imply them.          *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.
From SoftBellman Require Import Improvement.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Section Definitions.
Variable m : mdp.
Implicit Types (V L U : state m -> R).

Definition backup_at V (s t : state m) : R := if t == s then optimal_backup m V t else V t.

Definition constant_value c : state m -> R := raise (fun=> 0) (c / (1 - discount m)).

Definition upper_test U s : Prop :=
  if Req_EM_T (temperature m) 0 then forall a, action_value m U s a <= U s
  else \sum_a exp ((action_value m U s a - U s) / temperature m) <= 1.

Definition weight_of (l : option R) : R := if l is Some x then exp x else 0.

Definition lower_test L (l : forall s, action m s -> option R) s : Prop :=
  temperature m <= \sum_a
    if l s a is Some x
    then exp x * (action_value m L s a - L s - temperature m * x + temperature m) else 0.

End Definitions.

Arguments backup_at m V s t : clear implicits.
Arguments constant_value m c s : clear implicits.
Arguments upper_test m U s : clear implicits.
Arguments lower_test m L l s : clear implicits.

Section Certificates.
Variable m : mdp.
Implicit Types (s : state m) (V W L U : state m -> R) (pi : policy (action m)).

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).
Local Notation Q := (action_value m).
Local Notation "'T^' pi" := (policy_backup m pi) (at level 8, pi at level 2).
Local Notation "'T*'" := (optimal_backup m).
Local Notation "'V^' pi" := (value m pi) (at level 8, pi at level 2).
Local Notation "'V*'" := (optimal_value m).

Let gamma01 := discount_bounds m.
Let alpha0 := temperature_ge0 m.

(** *** Below and above the backup *)

(** Values below their backup are below the optimum, and so is their greedy policy's value, which is above them; *)
Theorem sub_solution V pi : greedy m V pi -> (forall s, V s <= T* V s) ->
  forall s, V s <= T* V s <= V^pi s /\ V^pi s <= V* s.
Proof. by move=> opt sub s; split; [split=> //; apply: greedy_improvement | apply: value_le_optimal]. Qed.

(** values above their backup are above the optimum. *)
Theorem super_solution V : (forall s, T* V s <= V s) -> forall s, V* s <= T* V s <= V s.
Proof.
move=> super s; split=> //; apply: optimal_value_le => s'.
by apply: optimal_backup_monotone.
Qed.

(** Backing up a single state keeps values below their backup *)
Theorem backup_at_sub V s : (forall t, V t <= T* V t) ->
  forall t, V t <= backup_at m V s t <= T* (backup_at m V s) t.
Proof.
move=> sub; have rises t : V t <= backup_at m V s t.
  by rewrite /backup_at; case: eqP => _; [exact: sub | lra].
move=> t; split=> //; apply: Rle_trans (optimal_backup_monotone rises t).
by rewrite /backup_at; case: eqP => _; [lra | exact: sub].
Qed.

(** or above it. *)
Theorem backup_at_super V s : (forall t, T* V t <= V t) ->
  forall t, T* (backup_at m V s) t <= backup_at m V s t <= V t.
Proof.
move=> super; have falls t : backup_at m V s t <= V t.
  by rewrite /backup_at; case: eqP => _; [exact: super | lra].
move=> t; split=> //; apply: Rle_trans (optimal_backup_monotone falls t) _.
by rewrite /backup_at; case: eqP => _; [lra | exact: super].
Qed.

(** *** Constants to start from *)

(** A constant that the end of the episode can only help is a lower start value, *)
Let at_least c s (a : action m s) : c <= 0 \/ endless m -> c <= c * goes_on a.
Proof. by case=> [c0|->]; [have := goes_on_bounds a; nra | lra]. Qed.

Let at_most c s (a : action m s) : 0 <= c \/ endless m -> c * goes_on a <= c.
Proof. by case=> [c0|->]; [have := goes_on_bounds a; nra | lra]. Qed.

Let constant_action_value c s a : Q (constant_value m c) s a = reward a + gamma / (1 - gamma) * (c * goes_on a).
Proof.
rewrite action_value_raise !action_valueE (_ : mean (fun=> 0) a = 0); first by field; lra.
by apply: big1 => -[s'|] _ /=; ring.
Qed.

Let factor0 : 0 <= gamma / (1 - gamma).
Proof. by apply: Rle_mult_inv_pos; lra. Qed.

Theorem constant_lower c : c <= 0 \/ endless m ->
  (forall s (a : action m s), c <= reward a + alpha * ln (INR #|action m s|)) ->
  forall s, constant_value m c s <= T* (constant_value m c) s.
Proof.
move=> end_c reward_c s; rewrite {1}/constant_value /raise Rplus_0_l.
case live_s: (live m s); last by rewrite optimal_backup_terminal //; lra.
have /existsP[a0 _] := live_s; set n := ln (INR #|action m s|).
have -> : c / (1 - gamma) = c / (1 - gamma) - alpha * n + alpha * n by ring.
rewrite -(log_sum_exp_const a0 alpha0); apply: (log_sum_exp_le a0) => // a.
rewrite constant_action_value; have := reward_c s a; have := at_least a end_c; rewrite -/n.
have -> : c / (1 - gamma) = c + gamma / (1 - gamma) * c by field; lra.
by have := factor0; nra.
Qed.

(** one that it can only harm an upper one. *)
Theorem constant_upper c : 0 <= c \/ endless m ->
  (forall s (a : action m s), reward a + alpha * ln (INR #|action m s|) <= c) ->
  forall s, T* (constant_value m c) s <= constant_value m c s.
Proof.
move=> end_c reward_c s; rewrite {2}/constant_value /raise Rplus_0_l.
case live_s: (live m s); last by rewrite optimal_backup_terminal //; lra.
have /existsP[a0 _] := live_s; set n := ln (INR #|action m s|).
have -> : c / (1 - gamma) = c / (1 - gamma) - alpha * n + alpha * n by ring.
rewrite -(log_sum_exp_const a0 alpha0); apply: (log_sum_exp_le a0) => // a.
rewrite constant_action_value; have := reward_c s a; have := at_most a end_c; rewrite -/n.
have -> : c / (1 - gamma) = c + gamma / (1 - gamma) * c by field; lra.
by have := factor0; nra.
Qed.

(** *** Bounds from the residual *)

Section Residual.
Variables (V : state m -> R) (lo hi : R).
Hypothesis residual : forall s, live m s -> lo <= T* V s - V s <= hi.
Hypothesis terminal0 : forall s, live m s = false -> V s = 0.
Hypothesis ends : lo <= 0 <= hi \/ endless m.

Let lower s := if live m s then T* V s + gamma * lo / (1 - gamma) else 0.
Let upper s := if live m s then T* V s + gamma * hi / (1 - gamma) else 0.

Let after_lower s (a : action m s) : lo / (1 - gamma) <= mean lower a - mean V a.
Proof.
have inv0 : 0 < / (1 - gamma) by apply: Rinv_0_lt_compat; lra.
have end_lo : lo / (1 - gamma) <= 0 \/ endless m by case: ends => [b|]; [left; rewrite /Rdiv; nra | right].
apply: Rle_trans (at_least a end_lo) _; rewrite meanB /goes_on -meanM; apply: mean_le => s'.
rewrite /lower; case live_s: (live m s'); last by rewrite terminal0 //; lra.
have := residual live_s; have -> : lo / (1 - gamma) * 1 = lo + gamma * lo / (1 - gamma) by field; lra.
lra.
Qed.

Let after_upper s (a : action m s) : mean upper a - mean V a <= hi / (1 - gamma).
Proof.
have inv0 : 0 < / (1 - gamma) by apply: Rinv_0_lt_compat; lra.
have end_hi : 0 <= hi / (1 - gamma) \/ endless m by case: ends => [b|]; [left; rewrite /Rdiv; nra | right].
apply: Rle_trans (at_most a end_hi); rewrite meanB /goes_on -meanM; apply: mean_le => s'.
rewrite /upper; case live_s: (live m s'); last by rewrite terminal0 //; lra.
have := residual live_s; have -> : hi / (1 - gamma) * 1 = hi + gamma * hi / (1 - gamma) by field; lra.
lra.
Qed.

(** The value of the greedy policy and the optimum are enclosed by the backup and the extremes of its residual. *)
Theorem residual_bounds pi s : greedy m V pi -> live m s ->
  T* V s + gamma * lo / (1 - gamma) <= V^pi s <= V* s /\ V* s <= T* V s + gamma * hi / (1 - gamma).
Proof.
move=> opt live_s; split; first split.
- suff: lower s <= V^pi s by rewrite /lower live_s.
  apply: value_ge => s'; rewrite /lower -/lower; case live_s': (live m s'); last first.
    by rewrite policy_backup_terminal //; lra.
  have /existsP[a0 _] := live_s'; have pd := prob_dist pi a0.
  suff: gamma * lo / (1 - gamma) <= T^pi lower s' - T^pi V s' by rewrite -opt; lra.
  rewrite /policy_backup soft_state_valueB -[X in X <= _](average_const _ pd).
  apply: average_le => [a|a]; first exact: policy_ge0.
  by have := after_lower a; rewrite !action_valueE /Rdiv; nra.
- exact: value_le_optimal.
- suff: V* s <= upper s by rewrite /upper live_s.
  apply: optimal_value_le => s'; rewrite {2}/upper; case live_s': (live m s'); last first.
    by rewrite optimal_backup_terminal //; lra.
  have /existsP[a0 _] := live_s'.
  rewrite -(@log_sum_exp_shift _ a0 _ alpha0 _ (fun a => Q V s' a + gamma * hi / (1 - gamma))) //.
  apply: (log_sum_exp_le a0) => // a; have := after_upper a; rewrite !action_valueE /Rdiv; nra.
Qed.

End Residual.

(** *** The two tests *)

(** The upper test bounds the optimal backup, *)
Theorem upper_test_backup U s : live m s -> upper_test m U s -> T* U s <= U s.
Proof.
case/existsP=> a0 _; rewrite /upper_test /optimal_backup /soft_optimal_value; case: (Req_EM_T alpha 0) => [a_eq0|a_neq0] /= test.
  by rewrite a_eq0 log_sum_exp0; apply: (maximum_le a0).
have a_gt0 : 0 < alpha by lra.
have -> : log_sum_exp alpha (Q U s) = U s + log_sum_exp alpha (fun a => Q U s a + - U s).
  by rewrite Rplus_comm; apply: (log_sum_exp_shift a0) => // a; ring.
rewrite log_sum_expE //; have := ln_le0 (Rlt_le _ _ (partition_gt0 a0 alpha (fun a => Q U s a + - U s))) test.
by nra.
Qed.

(** so passed at every state it bounds the optimum from above. *)
Theorem upper_certificate U :
  (forall s, live m s = false -> 0 <= U s) -> (forall s, live m s -> upper_test m U s) ->
  forall s, V* s <= U s.
Proof.
move=> terminal test; apply: optimal_value_le => s.
case live_s: (live m s); first by apply: upper_test_backup => //; apply: test.
by rewrite optimal_backup_terminal //; apply: terminal.
Qed.

Section Lower.
Variables (L : state m -> R) (l : forall s, action m s -> option R) (pi : policy (action m)).
Hypothesis normalised : forall s a, pi s a = weight_of (l a) / \sum_b weight_of (@l s b).

(** The lower test bounds the backup of the policy that the weights denote, *)
Theorem lower_test_backup s : live m s -> 0 < \sum_a weight_of (@l s a) -> lower_test m L l s -> L s <= T^pi L s.
Proof.
case/existsP=> a0 _ Z0 test; set Z := \sum_a _ in Z0.
have pd := prob_dist pi a0.
suff : 0 <= T^pi L s - L s by lra.
have -> : T^pi L s - L s = / Z * ((\sum_a if l a is Some x then exp x * (Q L s a - L s - alpha * x + alpha) else 0)
                                 - alpha * Z + alpha * (Z * ln Z)).
  rewrite -{1}(average_const (L s) pd) -[T^pi L s]/(\sum_a _) -sumB /Z -!sumMr -!sumMl -sumB -sumD -sumMl.
  apply: eq_bigr => a _; rewrite normalised -/Z; case: (l a) => [x|] /=; last by rewrite /Rdiv; ring.
  by rewrite ln_quotient ?ln_exp //; [field; lra | exact: exp_pos].
apply: Rmult_le_pos; first exact/Rlt_le/Rinv_0_lt_compat.
have := divergence_term (Rlt_le _ _ Z0) Rlt_0_1; rewrite /Rdiv Rinv_1 Rmult_1_r => tangent.
have : 0 <= alpha * (1 - Z + Z * ln Z) by apply: Rmult_le_pos => //; lra.
by move: test; rewrite /lower_test; lra.
Qed.

(** so passed at every state it bounds that policy's value, and the optimum, from below. *)
Theorem lower_certificate :
  (forall s, live m s = false -> L s <= 0) ->
  (forall s, live m s -> 0 < \sum_a weight_of (@l s a)) ->
  (forall s, live m s -> lower_test m L l s) ->
  forall s, L s <= V^pi s <= V* s.
Proof.
move=> terminal mass test s; split; last exact: value_le_optimal.
apply: value_ge => s'; case live_s: (live m s').
  by apply: lower_test_backup => //; [apply: mass | apply: test].
by rewrite policy_backup_terminal //; apply: terminal.
Qed.

End Lower.

(** Weights that are not all 0 denote a policy. *)
Section Normalised.
Variable l : forall s, action m s -> option R.
Hypothesis mass : forall s, action m s -> 0 < \sum_b weight_of (@l s b).

Lemma normalised_dist s : action m s -> dist (fun a : action m s => weight_of (l a) / \sum_b weight_of (@l s b)).
Proof.
move=> a0; have Z0 := mass a0; split=> [a|]; last by rewrite /Rdiv sumMr; field; lra.
by apply: Rle_mult_inv_pos => //; case: (l a) => [x|] /=; [apply/Rlt_le/exp_pos | lra].
Qed.

Definition normalised : policy (action m) := Policy normalised_dist.

End Normalised.

End Certificates.
