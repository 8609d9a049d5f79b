(******************************************************************************)
(*  Soft policy improvement                                                   *)
(*                                                                            *)
(*  projection m pi p s  ==  J_s(p) = E_p[alpha ln p - Q^pi(s, .)], the       *)
(*                           objective of the projection of p at s            *)
(*                                                                            *)
(*  Up to its sign J_s is a soft state value, so a policy pi' that increases  *)
(*  J_s nowhere satisfies V^pi <= T^pi' V^pi, and by monotony V^pi <= V^pi'   *)
(*  (soft_policy_improvement): for any class of policies, any such pi'.       *)
(*  The best pi', the softmax of Q^pi, gains at least as much as a step of    *)
(*  value iteration (monotone_policy_iteration).  What a policy still lacks   *)
(*  is its discounted divergence from the optimal one                         *)
(*  (suboptimality_identity).                                                 *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition projection (m : mdp) (pi : policy (action m)) s (p : action m s -> R) : R :=
  kl_objective (temperature m) p (policy_value m pi s).
Arguments projection m pi s p : clear implicits.

Section Improvement.
Variable m : mdp.
Implicit Types (s : state m) (V W : state m -> R) (pi : policy (action m)).

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).
Local Notation Q := (action_value m).
Local Notation J pi s := (projection m pi s).
Local Notation "'T^' pi" := (policy_backup m pi) (at level 8, pi at level 2).
Local Notation "'T*'" := (optimal_backup m).
Local Notation "'V^' pi" := (value m pi) (at level 8, pi at level 2).
Local Notation "'Q^' pi" := (policy_value m pi) (at level 8, pi at level 2).
Local Notation "'V*'" := (optimal_value m).
Local Notation "'pi*'" := (optimal_policy m).

Let gamma01 := discount_bounds m.

(** The objective of the projection is, up to its sign, a backup of [V^pi]. *)
Lemma projectionE pi pi' s : J pi s (pi' s) = - T^pi' V^pi s.
Proof. exact: kl_objectiveE. Qed.

(** Larger values have larger action values. *)
Lemma policy_value_le pi pi' : (forall s, V^pi s <= V^pi' s) -> forall s a, Q^pi s a <= Q^pi' s a.
Proof. by move=> le s a; apply: action_value_le. Qed.

(** A policy whose backup does not lower [V^pi] is at least as good. *)
Lemma improvement pi pi' : (forall s, V^pi s <= T^pi' V^pi s) -> forall s, V^pi s <= V^pi' s.
Proof. exact: value_ge. Qed.

(** **Soft policy improvement**: a policy that increases the objective nowhere is at least as good everywhere. *)
Theorem soft_policy_improvement pi pi' :
  (forall s, live m s -> J pi s (pi' s) <= J pi s (pi s)) ->
  (forall s, V^pi s <= V^pi' s) /\ (forall s a, Q^pi s a <= Q^pi' s a).
Proof.
move=> better; suff le s : V^pi s <= V^pi' s by split=> //; apply: policy_value_le.
apply: improvement => {}s; case live_s: (live m s).
  by have := better s live_s; rewrite !projectionE (value_eq pi s); lra.
by rewrite value_terminal // policy_backup_terminal //; lra.
Qed.

(** In particular the minimiser of the objective over any class of policies, if the old policy is in the class. *)
Corollary class_improvement (C : policy (action m) -> Prop) pi pi' : C pi ->
  (forall pi'', C pi'' -> forall s, live m s -> J pi s (pi' s) <= J pi s (pi'' s)) ->
  (forall s, V^pi s <= V^pi' s) /\ (forall s a, Q^pi s a <= Q^pi' s a).
Proof. by move=> Cpi least; apply: soft_policy_improvement => s; apply: least. Qed.

(** *** The greedy improvement *)

(** Values below their optimal backup are below the value of the policy that is greedy for them. *)
Lemma greedy_improvement V pi : greedy m V pi -> (forall s, V s <= T* V s) ->
  forall s, T* V s <= V^pi s.
Proof.
move=> opt sub; apply: value_ge => s; rewrite -{1}opt.
by apply: policy_backup_monotone.
Qed.

(** A step of policy iteration never falls behind a step of value iteration, *)
Theorem monotone_policy_iteration pi pi' : greedy m V^pi pi' ->
  forall s, V^pi s <= T* V^pi s <= V^pi' s /\ V^pi' s <= V* s.
Proof.
move=> opt s; have sub s' : V^pi s' <= T* V^pi s'.
  by rewrite -{1}(value_eq pi s'); apply: policy_backup_le.
by split; [split=> //; apply: greedy_improvement | apply: value_le_optimal].
Qed.

(** so it shrinks the loss by [gamma]. *)
Theorem policy_iteration_step pi pi' : greedy m V^pi pi' ->
  distance V* (V^pi') <= gamma * distance V* (V^pi).
Proof.
move=> opt; have d0 := norm_ge0 (fun s => V* s - V^pi s); rewrite -/(distance _ _) in d0.
apply: norm_le => [|s]; first by nra.
have [[_ step] bound] := monotone_policy_iteration opt s.
have /abs_le := optimal_backup_contracts (le_distance V* (V^pi)) s.
by rewrite optimal_value_eq => ?; apply/abs_le; nra.
Qed.

(** *** What a policy lacks *)

(** The loss is the divergence now and, discounted, the loss of what follows; *)
Lemma suboptimality_eq pi : 0 < alpha -> forall s,
  V* s - V^pi s = alpha * KL (pi s) (pi* s) + gamma * transport m pi (fun s' => V* s' - V^pi s') s.
Proof.
move=> a0 s; rewrite -bellman_gap_identity // -policy_backupB.
by rewrite value_eq optimal_value_eq; ring.
Qed.

(** so **the loss** of a policy is its discounted divergence from the optimal policy, *)
Theorem suboptimality_identity pi : 0 < alpha ->
  forall s, V* s - V^pi s = discounted m pi (fun s' => alpha * KL (pi s') (pi* s')) s.
Proof. by move=> a0; apply: (discounted_unique (m := m)) => s; apply: suboptimality_eq. Qed.

(** the only solution of its equation. *)
Theorem suboptimality_unique pi D : 0 < alpha ->
  (forall s, D s = alpha * KL (pi s) (pi* s) + gamma * transport m pi D s) ->
  forall s, D s = V* s - V^pi s.
Proof. by move=> a0 De s; rewrite suboptimality_identity //; apply: discounted_unique. Qed.

(** **Newton's rate**: the softmax policy of [V] loses the square of the span of [V* - V], up to a factor (the end
    of the episode counts as 0). *)
Theorem softmax_policy_loss V lo hi : 0 < alpha ->
  (forall x, lo <= after (fun s' => V* s' - V s') x <= hi) ->
  forall s, V* s - V^(softmax_policy m V) s <= gamma ^ 2 * (hi - lo) ^ 2 / (8 * alpha * (1 - gamma)).
Proof.
move=> a0 b s; rewrite suboptimality_identity //.
have -> : gamma ^ 2 * (hi - lo) ^ 2 / (8 * alpha * (1 - gamma))
        = gamma ^ 2 * (hi - lo) ^ 2 / (8 * alpha) / (1 - gamma) by field; lra.
apply: discounted_bound => [|s'].
  rewrite /Rdiv -Rpow_mult_distr; apply: Rle_mult_inv_pos; [exact: pow2_ge_0 | lra].
by rewrite -bellman_gap_identity //; apply: softmax_gap.
Qed.

End Improvement.
