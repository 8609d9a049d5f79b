(******************************************************************************)
(*  What the losses of Definitions.v are minimised by                         *)
(*                                                                            *)
(*  D is a distribution on a replay of states or transitions.  A squared loss *)
(*  is 0 for the targets alone, wherever D goes; the loss of the policy is    *)
(*  that of its divergences from the softmax, and least for the softmax;      *)
(*  the loss of the temperature rises in alpha where the policy's mean        *)
(*  entropy exceeds the target.                                               *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

(** A mean of halved squares is 0 only if each error is, wherever there is weight. *)
Lemma squares_eq0 (T : finType) (D e : T -> R) : dist D ->
  \sum_t D t * (1 / 2 * e t ^ 2) = 0 <-> forall t, D t <> 0 -> e t = 0.
Proof.
case=> D0 _; split=> [sum0 t Dt|all0].
  have ge0 u : 0 <= D u * (1 / 2 * e u ^ 2) by have := D0 u; have := pow2_ge_0 (e u); nra.
  by have /Rmult_integral[//|sq] := sum_eq0 ge0 sum0 t; nra.
apply: big1 => t _; case: (Req_EM_T (D t) 0) => [->|Dt]; first by ring.
by rewrite (all0 t Dt); ring.
Qed.

(** The critic's loss is least for the targets, *)
Theorem critic_loss_eq0 (T : finType) (D Q y : T -> R) : dist D ->
  critic_loss D Q y = 0 <-> forall t, D t <> 0 -> Q t = y t.
Proof.
move=> Dd; rewrite (squares_eq0 (fun t => Q t - y t) Dd).
by split=> all t Dt; have := all t Dt; lra.
Qed.

Section Replay.
Variables (S A : finType) (D : S -> R).
Hypothesis D_dist : dist D.
Implicit Types (pi Q : S -> A -> R) (V : S -> R).

(** and that of the state values for the soft state values. *)
Theorem value_loss_eq0 alpha V pi Q :
  value_loss alpha D V pi Q = 0 <-> forall s, D s <> 0 -> V s = soft_state_value alpha (pi s) (Q s).
Proof.
rewrite (squares_eq0 (fun s => V s - soft_state_value alpha (pi s) (Q s)) D_dist).
by split=> all s Ds; have := all s Ds; lra.
Qed.

(** The loss of the policy is its mean divergence from the softmax, but for a constant: *)
Theorem policy_loss_KL alpha pi Q : 0 < alpha -> (forall s, dist (pi s)) ->
  policy_loss alpha D pi Q
  = \sum_s D s * (alpha * KL (pi s) (softmax alpha (Q s))) - \sum_s D s * soft_optimal_value alpha (Q s).
Proof.
move=> a0 pd; rewrite -sumB; apply: eq_bigr => s _.
by rewrite -/(kl_objective alpha (pi s) (Q s)) (kl_objective_KL a0 (Q s) (pd s)) /soft_optimal_value; ring.
Qed.

(** so no policy does better than the softmax. *)
Theorem policy_loss_softmax alpha pi Q : 0 <= alpha -> (forall s, dist (pi s)) ->
  policy_loss alpha D (fun s => softmax alpha (Q s)) Q <= policy_loss alpha D pi Q.
Proof.
move=> a0 pd; apply: average_le => [|s]; first exact: (proj1 D_dist).
have [a _] := dist_inhabited (pd s); have [_ best] := softmax_optimal a0 a (Q s).
rewrite -!/(kl_objective alpha _ _) !kl_objectiveE best.
by have := soft_state_value_le a0 (Q s) (pd s); lra.
Qed.

(** The loss of the temperature is linear in it: a greater temperature costs the surplus of entropy. *)
Theorem temperature_loss_slope alpha beta target pi :
  temperature_loss beta target D pi - temperature_loss alpha target D pi
  = (beta - alpha) * (\sum_s D s * entropy (pi s) - target).
Proof.
rewrite -{3}(average_const target D_dist) -!sumB -sumMl.
by apply: eq_bigr => s _; rewrite -/(entropy (pi s)); ring.
Qed.

End Replay.

(** The minimum of two critics exceeds neither, and is one of them. *)
Theorem twin_minimum_least Q1 Q2 :
  twin_minimum Q1 Q2 <= Q1 /\ twin_minimum Q1 Q2 <= Q2 /\ (twin_minimum Q1 Q2 = Q1 \/ twin_minimum Q1 Q2 = Q2).
Proof.
split; first exact: Rmin_l.
by split; [exact: Rmin_r | rewrite /twin_minimum; case: (Rle_dec Q1 Q2) => le; [left; apply: Rmin_left | right; apply: Rmin_right]; lra].
Qed.
