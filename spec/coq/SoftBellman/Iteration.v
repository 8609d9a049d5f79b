(******************************************************************************)
(*  Soft policy iteration                                                     *)
(*                                                                            *)
(*  policy_iteration m pi  ==  pi : nat -> policy is a run: pi k.+1 is greedy *)
(*                             for the value of pi k                          *)
(*                                                                            *)
(*  The values rise to V* at the rate gamma^k from any first policy, and the  *)
(*  policies converge; near the optimum the number of correct digits doubles  *)
(*  at every step (quadratic_rate).                                           *)
(******************************************************************************)

From Coquelicot Require Import Coquelicot.
From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.
From SoftBellman Require Import Improvement.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition policy_iteration (m : mdp) (pi : nat -> policy (action m)) : Prop :=
  forall k, greedy m (value m (pi k)) (pi k.+1).

Section Iteration.
Variables (m : mdp) (pi : nat -> policy (action m)).
Hypothesis run : policy_iteration pi.
Implicit Type s : state m.

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).
Local Notation V k := (value m (pi k)).
Local Notation "'V*'" := (optimal_value m).
Local Notation "'pi*'" := (optimal_policy m).

Let gamma01 := discount_bounds m.

(** The values rise, and stay below the optimum. *)
Theorem policy_iteration_rises k s : V k s <= V k.+1 s <= V* s.
Proof. by have [[? ?] ?] := monotone_policy_iteration (run k) s; lra. Qed.

(** **Soft policy iteration** converges to the optimum at the rate [gamma^k]. *)
Theorem policy_iteration_rate k : distance V* (V k) <= gamma ^ k * distance V* (V 0).
Proof.
elim: k => [|k IH]; first by rewrite /= Rmult_1_l; lra.
by rewrite /= Rmult_assoc; apply: Rle_trans (policy_iteration_step (run k)) _; nra.
Qed.

(** The square of the distance between the policies, summed over the actions, is bounded likewise, *)
Theorem policy_distance_rate k s : 0 < alpha -> live m s ->
  alpha / 2 * (\sum_a Rabs (pi k s a - pi* s a)) ^ 2 <= gamma ^ k * distance V* (V 0).
Proof.
move=> a0 /existsP[a _]; apply: Rle_trans (policy_iteration_rate k).
apply: Rle_trans (softmax_loss a a0 (action_value m V* s) (prob_dist (pi k) a)) _.
rewrite -/(soft_optimal_value alpha _) -/(optimal_backup m V* s) -/(policy_backup m (pi k) V* s) optimal_value_eq.
have := policy_backup_monotone (pi k) (value_le_optimal (pi k)) s; rewrite value_eq.
by have := le_distance V* (V k) s; have := Rle_abs (V* s - V k s); lra.
Qed.

(** so the policies converge to the optimal one. *)
Theorem policies_converge s a : 0 < alpha -> is_lim_seq (fun k => pi k s a) (pi* s a).
Proof.
move=> a0; pose e k := gamma ^ k * (2 / alpha * distance V* (V 0)).
have d0 : 0 <= 2 / alpha * distance V* (V 0).
  by apply: Rmult_le_pos; [apply: Rle_mult_inv_pos; lra | exact: norm_ge0].
have e0 k : 0 <= e k by apply: Rmult_le_pos => //; apply: pow_le; lra.
have lim_e : is_lim_seq (fun k => sqrt (e k)) 0.
  rewrite -sqrt_0; apply: (is_lim_seq_continuous sqrt e 0).
    exact: (continuity_pt_sqrt 0 (Rle_refl 0)).
  have -> : Finite 0 = Rbar_mult 0 (2 / alpha * distance V* (V 0)) by rewrite /= Rmult_0_l.
  by apply: is_lim_seq_scal_r; apply: is_lim_seq_geom; rewrite Rabs_pos_eq; lra.
have near k : Rabs (pi k s a - pi* s a) <= sqrt (e k).
  apply: Rle_trans (le_sum a (fun b => Rabs_pos (pi k s b - pi* s b))) _.
  set d := \sum_b _; have dk : 0 <= d by apply: sum_ge0 => b; apply: Rabs_pos.
  rewrite -(sqrt_pow2 d dk); apply: sqrt_le_1 => //; first exact: pow2_ge_0.
  have := policy_distance_rate k a0 (live_action a); rewrite -/d /e => bound.
  have -> : d ^ 2 = 2 / alpha * (alpha / 2 * d ^ 2) by field; lra.
  have -> : gamma ^ k * (2 / alpha * distance V* (V 0)) = 2 / alpha * (gamma ^ k * distance V* (V 0)) by ring.
  by apply: Rmult_le_compat_l => //; apply: Rle_mult_inv_pos; lra.
apply: (is_lim_seq_le_le (fun k => pi* s a + - sqrt (e k)) _ (fun k => pi* s a + sqrt (e k))).
- by move=> k; have /abs_le := near k; lra.
- rewrite -[X in is_lim_seq _ (Finite X)]Rplus_0_r -[X in Finite (_ + X)]Ropp_0.
  apply: is_lim_seq_plus'; first exact: is_lim_seq_const.
  exact: (proj1 (is_lim_seq_opp _ 0) lim_e).
- rewrite -[X in is_lim_seq _ (Finite X)]Rplus_0_r.
  by apply: is_lim_seq_plus'; first exact: is_lim_seq_const.
Qed.

(** The convergence is quadratic: a step squares the loss, up to a factor. *)
Theorem quadratic_rate k : 0 < alpha ->
  distance V* (V k.+1) <= gamma ^ 2 * distance V* (V k) ^ 2 / (8 * alpha * (1 - gamma)).
Proof.
move=> a0; set e := distance V* (V k); have e0 : 0 <= e by apply: norm_ge0.
have c0 : 0 < 8 * alpha * (1 - gamma) by nra.
apply: norm_le => [|s].
  by rewrite /Rdiv -Rpow_mult_distr; apply: Rle_mult_inv_pos => //; apply: pow2_ge_0.
have same t : value m (softmax_policy m (V k)) t = V k.+1 t.
  symmetry; apply: value_unique => s'; rewrite -[RHS]value_eq.
  rewrite /policy_backup; set q := action_value m (V k.+1) s'.
  by rewrite /soft_state_value; apply: eq_bigr => a _; rewrite !(greedy_softmax a0 (run k)).
have := @softmax_policy_loss m (V k) 0 e a0 _ s; rewrite same Rminus_0_r => loss.
have le := value_le_optimal (pi k.+1) s.
rewrite Rabs_pos_eq; last by lra.
apply: loss => -[s'|] /=; last by lra.
have := le_distance V* (V k) s'; rewrite -/e => /abs_le.
by have := value_le_optimal (pi k) s'; lra.
Qed.

End Iteration.
