(******************************************************************************)
(*  The soft Bellman operators                                                *)
(*                                                                            *)
(*  action_value m V s a     ==  r(s,a) + gamma E_{s'}[V(s')]          Q_V    *)
(*  policy_backup m pi V s   ==  E_pi[Q_V - alpha ln pi]               T^pi   *)
(*  optimal_backup m V s     ==  alpha ln \sum_a exp (Q_V / alpha)     T*     *)
(*  softmax_policy m V       ==  the softmax of Q_V at every state            *)
(*  greedy m V pi            ==  T^pi V = T* V: pi is the softmax of Q_V if   *)
(*                               alpha > 0; on the maximisers if alpha = 0    *)
(*  transport m pi V s       ==  E[V(s_1)] under pi from s_0 = s       P_pi   *)
(*  raise V c s              ==  V s, and c more if s is live                 *)
(*                                                                            *)
(*  Both operators are 0 at a terminal state, where nothing is summed.        *)
(*  T^pi is affine, T^pi V - T^pi W = gamma P_pi (V - W), and T* is the       *)
(*  largest T^pi at every V: policy_backup_le, softmax_greedy.  All that T*   *)
(*  has in common with the T^pi follows from this.                            *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Section Definitions.
Variable m : mdp.
Implicit Types (V : state m -> R) (pi : policy (action m)).

Definition action_value V s (a : action m s) : R :=
  soft_backup (reward a) (discount m) (P a) (@ended m) (after V).

Definition policy_backup pi V s : R := soft_state_value (temperature m) (pi s) (@action_value V s).

Definition optimal_backup V s : R := soft_optimal_value (temperature m) (@action_value V s).

Definition softmax_policy V : policy (action m) :=
  Policy (fun s a => proj1 (softmax_optimal (temperature_ge0 m) a (@action_value V s))).

Definition greedy V pi : Prop := forall s, policy_backup pi V s = optimal_backup V s.

Definition transport pi V s : R := \sum_a pi s a * mean V a.

End Definitions.

Arguments action_value m V s a : clear implicits.
Arguments policy_backup m pi V s : clear implicits.
Arguments optimal_backup m V s : clear implicits.
Arguments softmax_policy m V : clear implicits.
Arguments greedy m V pi : clear implicits.
Arguments transport m pi V s : clear implicits.

Section Operators.
Variable m : mdp.
Implicit Types (s : state m) (V W : state m -> R) (pi : policy (action m)).

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).
Local Notation Q := (action_value m).
Local Notation "'T^' pi" := (policy_backup m pi) (at level 8, pi at level 2).
Local Notation "'T*'" := (optimal_backup m).
Local Notation P_ := (transport m).

Let gamma01 := discount_bounds m.
Let alpha0 := temperature_ge0 m.

(** *** Action values *)

(** The mask hides the values of an ended episode, whatever they are: *)
Theorem soft_backup_masked (X : finType) r g (p d V W : X -> R) :
  (forall x, d x = 1 \/ V x = W x) -> soft_backup r g p d V = soft_backup r g p d W.
Proof. by move=> same; congr (_ + _ * _); apply: eq_bigr => x _; case: (same x) => ->; ring. Qed.

(** they might as well be 0. *)
Lemma action_valueE V s a : Q V s a = reward a + gamma * mean V a.
Proof. by congr (_ + _ * _); apply: eq_bigr => -[s'|] _ /=; ring. Qed.

(** Action values depend on values through [gamma] times an average. *)
Lemma action_valueB V W s a : Q V s a - Q W s a = gamma * mean (fun s' => V s' - W s') a.
Proof. by rewrite -meanB !action_valueE; ring. Qed.

Lemma action_value_le V W s a : (forall s', V s' <= W s') -> Q V s a <= Q W s a.
Proof. by move=> VW; have := mean_le a VW; rewrite !action_valueE; nra. Qed.

Lemma abs_action_valueB V W e s a :
  (forall s', Rabs (V s' - W s') <= e) -> Rabs (Q V s a - Q W s a) <= gamma * e.
Proof.
move=> VW; rewrite action_valueB Rabs_mult Rabs_pos_eq; last by lra.
by apply: Rmult_le_compat_l; [lra | apply: abs_mean].
Qed.

(** *** The backup of a policy *)

(** A terminal state has no action to sum over, *)
Lemma not_live s : live m s = false -> action m s -> False.
Proof. by move=> dead a; rewrite (live_action a) in dead. Qed.

(** so its backup is 0. *)
Lemma policy_backup_terminal pi V s : live m s = false -> T^pi V s = 0.
Proof. by move/not_live; apply: sum_none. Qed.

(** The backup of a policy is affine. *)
Lemma policy_backupB pi V W s : T^pi V s - T^pi W s = gamma * P_ pi (fun s' => V s' - W s') s.
Proof.
rewrite /policy_backup soft_state_valueB /transport -sumMl.
by apply: eq_bigr => a _; rewrite action_valueB; ring.
Qed.

Lemma transport_le pi V W s : (forall s', V s' <= W s') -> P_ pi V s <= P_ pi W s.
Proof. by move=> VW; apply: average_le => a; [exact: policy_ge0 | exact: mean_le]. Qed.

Lemma abs_transport pi V e s : (forall s', Rabs (V s') <= e) -> Rabs (P_ pi V s) <= e.
Proof.
move=> Ve; have e0 : 0 <= e by apply: Rle_trans (Rabs_pos _) (Ve s).
apply: abs_average => // [a||a]; [exact: policy_ge0 | | exact: abs_mean].
case live_s: (live m s); first by have /existsP[a _] := live_s; rewrite (proj2 (prob_dist pi a)); lra.
by rewrite sum_none; [lra | exact: not_live].
Qed.

(** It is monotone *)
Theorem policy_backup_monotone pi : monotone (T^pi).
Proof.
move=> V W VW s; have := policy_backupB pi W V s.
suff: 0 <= P_ pi (fun s' => W s' - V s') s by nra.
apply: sum_ge0 => a; apply: Rmult_le_pos; first exact: policy_ge0.
by rewrite -meanB; have := mean_le a VW; lra.
Qed.

(** and a contraction. *)
Theorem policy_backup_contracts pi : contracts gamma (T^pi).
Proof.
move=> V W e VW s; rewrite policy_backupB Rabs_mult Rabs_pos_eq; last by lra.
by apply: Rmult_le_compat_l; [lra | apply: abs_transport].
Qed.

(** *** The optimal backup *)

(** Nothing to choose from is worth 0. *)
Lemma optimal_backup_terminal V s : live m s = false -> T* V s = 0.
Proof. by move/not_live; apply: log_sum_exp_none. Qed.

(** No policy's backup exceeds the optimal one. *)
Theorem policy_backup_le pi V s : T^pi V s <= T* V s.
Proof.
case live_s: (live m s); last by rewrite policy_backup_terminal // optimal_backup_terminal //; lra.
have /existsP[a _] := live_s; exact: soft_state_value_le (prob_dist pi a).
Qed.

(** The softmax policy attains it. *)
Theorem softmax_greedy V : greedy m V (softmax_policy m V).
Proof.
move=> s; case live_s: (live m s); last by rewrite policy_backup_terminal // optimal_backup_terminal.
by have /existsP[a _] := live_s; case: (softmax_optimal alpha0 a (Q V s)).
Qed.

(** At a positive temperature no other policy does, *)
Theorem greedy_softmax V pi : 0 < alpha -> greedy m V pi -> forall s a, pi s a = softmax_policy m V s a.
Proof. by move=> a0 opt s a; apply: optimal_unique => //; split; [exact: (prob_dist pi a) | exact: opt]. Qed.

(** at temperature 0 every policy on the maximisers does. *)
Theorem maximisers_greedy V pi : alpha = 0 ->
  (forall s a, pi s a <> 0 -> Q V s a = maximum (Q V s)) -> greedy m V pi.
Proof.
move=> a0 on_max s; case live_s: (live m s); last by rewrite policy_backup_terminal // optimal_backup_terminal.
have /existsP[a _] := live_s; rewrite /policy_backup /optimal_backup a0.
by apply: (proj2 (maximisers_optimal (prob_dist pi a) _)) => b; apply: on_max.
Qed.

(** and no other. *)
Theorem greedy_maximisers V pi : alpha = 0 -> greedy m V pi ->
  forall s a, pi s a <> 0 -> Q V s a = maximum (Q V s).
Proof.
move=> a0 opt s a; apply: optimal_maximisers; split; first exact: (prob_dist pi a).
by rewrite -a0; apply: opt.
Qed.

(** **The gap**: what a policy's backup lacks is [alpha] times its divergence from the softmax. *)
Theorem bellman_gap_identity pi V s : 0 < alpha ->
  T* V s - T^pi V s = alpha * KL (pi s) (softmax_policy m V s).
Proof.
move=> a0; case live_s: (live m s).
  by have /existsP[a _] := live_s; apply: gibbs_identity => //; exact: (prob_dist pi a).
by rewrite policy_backup_terminal // optimal_backup_terminal // /KL sum_none; [ring | exact: not_live].
Qed.

(** Equality is for the softmax alone. *)
Theorem policy_backup_eq pi V s : 0 < alpha ->
  T^pi V s = T* V s <-> forall a, pi s a = softmax_policy m V s a.
Proof.
move=> a0; split=> [e a|e].
  by apply: optimal_unique => //; split=> //; exact: (prob_dist pi a).
rewrite -(softmax_greedy V s); apply: eq_bigr => a _; by rewrite e.
Qed.

(** It is monotone *)
Theorem optimal_backup_monotone : monotone T*.
Proof.
move=> V W VW s; rewrite -(softmax_greedy V s).
by apply: Rle_trans (policy_backup_le _ W s); apply: policy_backup_monotone.
Qed.

(** and a contraction. *)
Theorem optimal_backup_contracts : contracts gamma T*.
Proof.
move=> V W e VW s; have WV s' : Rabs (W s' - V s') <= e by rewrite Rabs_minus_sym.
have /abs_le := policy_backup_contracts (softmax_policy m V) VW s.
have /abs_le := policy_backup_contracts (softmax_policy m W) WV s.
have := policy_backup_le (softmax_policy m V) W s; have := policy_backup_le (softmax_policy m W) V s.
by rewrite !softmax_greedy => *; apply/abs_le; lra.
Qed.

(** *** A constant *)

Definition raise V c s : R := V s + (if live m s then c else 0).

Lemma action_value_raise V c s (a : action m s) : Q (raise V c) s a = Q V s a + gamma * c * goes_on a.
Proof.
have -> : gamma * c * goes_on a = gamma * mean (fun s' => raise V c s' - V s') a.
  rewrite Rmult_assoc /goes_on -meanM; congr (_ * _); apply: eq_bigr => -[s'|] _ //=.
  by rewrite /raise; case: (live m s'); ring.
by rewrite -action_valueB; ring.
Qed.

(** A constant comes back times the discount and the probability that the episode goes on: exactly for a policy, *)
Theorem policy_backup_raise pi V c s :
  T^pi (raise V c) s = T^pi V s + gamma * c * \sum_a pi s a * goes_on a.
Proof.
suff : T^pi (raise V c) s - T^pi V s = gamma * c * \sum_a pi s a * goes_on a by lra.
rewrite /policy_backup soft_state_valueB -sumMl; apply: eq_bigr => a _.
by rewrite action_value_raise; ring.
Qed.

(** between its extremes for the optimum, *)
Theorem optimal_backup_raise V c s : live m s -> 0 <= c ->
  gamma * c * minimum (@goes_on m s) <= T* (raise V c) s - T* V s <= gamma * c * maximum (@goes_on m s).
Proof.
case/existsP=> a0 _ c0; apply: (log_sum_exp_between a0) => // a; rewrite action_value_raise.
have := minimum_le (@goes_on m s) a; have := le_maximum (@goes_on m s) a.
have : 0 <= gamma * c by nra.
by nra.
Qed.

(** and as it is where the episode cannot end. *)
Theorem backup_raise_endless V c s : live m s -> (forall a : action m s, goes_on a = 1) ->
  T* (raise V c) s = T* V s + gamma * c /\ forall pi, T^pi (raise V c) s = T^pi V s + gamma * c.
Proof.
case/existsP=> a0 _ on; split=> [|pi].
  suff: gamma * c <= T* (raise V c) s - T* V s <= gamma * c by lra.
  by apply: (log_sum_exp_between a0) => // a; rewrite action_value_raise on; lra.
rewrite policy_backup_raise (eq_bigr (fun a => pi s a * 1)) => [|a _]; last by rewrite on.
by rewrite average_const ?Rmult_1_r //; exact: (prob_dist pi a0).
Qed.

(** *** The softmax of other values *)

(** The softmax of [V] loses on [W] at most the square of the span of [W - V] (the end of the episode counts as 0). *)
Theorem softmax_gap V W lo hi s : 0 < alpha ->
  (forall x, lo <= after (fun s' => W s' - V s') x <= hi) ->
  T* W s - T^(softmax_policy m V) W s <= gamma ^ 2 * (hi - lo) ^ 2 / (8 * alpha).
Proof.
move=> a0 b; rewrite bellman_gap_identity //; case live_s: (live m s); last first.
  rewrite /KL sum_none; last exact: not_live.
  rewrite Rmult_0_r /Rdiv -Rpow_mult_distr; apply: Rle_mult_inv_pos; [exact: pow2_ge_0 | lra].
have /existsP[a _] := live_s.
have -> : gamma ^ 2 * (hi - lo) ^ 2 / (8 * alpha) = (- (gamma * lo) - - (gamma * hi)) ^ 2 / (8 * alpha) by field; lra.
apply: (softmax_divergence a a0) => c.
have : Q W s c - Q V s c = gamma * mean (fun s' => W s' - V s') c by exact: action_valueB.
have := average_bounds (P_dist c) b; rewrite -/(mean (fun s' => W s' - V s') c).
by nra.
Qed.

End Operators.
