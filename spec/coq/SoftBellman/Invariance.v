(******************************************************************************)
(*  What must not matter, and what does                                       *)
(*                                                                            *)
(*       shift_reward m c  ==  c added to every reward                        *)
(*      scale_reward m t0  ==  rewards and temperature times t, t0 : 0 < t    *)
(*       shape_reward m f  ==  the potential f added by differences           *)
(*        duration m pi s  ==  the expected discounted number of steps        *)
(*          absorbing m s  ==  every action at s pays 0 and leads back to s   *)
(*                                                                            *)
(*  Each law names the fixed point of the changed model, and concludes that   *)
(*  there is only one.  The last theorem bounds what an error in the rewards  *)
(*  and probabilities of a model does to its optimum.                         *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition shift_reward (m : mdp) (c : R) : mdp :=
  with_reward (fun s (a : action m s) => reward a + c).

Definition scale_reward (m : mdp) (t : R) (t_gt0 : 0 < t) : mdp :=
  revalue (fun s (a : action m s) => t * reward a)
          (Rmult_le_pos _ _ (Rlt_le _ _ t_gt0) (temperature_ge0 m)).

Definition shape_reward (m : mdp) (potential : state m -> R) : mdp :=
  with_reward (fun s (a : action m s) => reward a + discount m * mean potential a - potential s).

Definition duration (m : mdp) (pi : policy (action m)) : state m -> R :=
  discounted m pi (fun s => if live m s then 1 else 0).

Definition absorbing (m : mdp) (s : state m) : Prop :=
  forall a : action m s, reward a = 0 /\ P a (Some s) = 1.

Arguments scale_reward m {t} t_gt0.
Arguments shape_reward m potential : clear implicits.
Arguments duration m pi s : clear implicits.
Arguments absorbing m s : clear implicits.

(** Action values of a model with other rewards, in terms of the given one. *)
Lemma action_value_revalue (m : mdp) r alpha (alpha_ge0 : 0 <= alpha) (V : state m -> R) s (a : action m s) :
  action_value (revalue r alpha_ge0) V s a = r s a + discount m * mean V a.
Proof. exact: action_valueE. Qed.

(** *** A constant added to every reward *)

Section Shift.
Variables (m : mdp) (c : R).
Implicit Types (s : state m) (pi : policy (action m)).

Local Notation gamma := (discount m).
Local Notation m' := (shift_reward m c).
Local Notation d := (c / (1 - gamma)).
Local Notation raised V := (@raise m V d).

Let gamma01 := discount_bounds m.

(** It is worth itself times the discounted length of the episode. *)
Theorem value_shift pi s : value m' pi s = value m pi s + c * duration m pi s.
Proof.
rewrite /duration -discountedM -discountedD; apply: discounted_ext => s'.
rewrite /gain; case live_s: (live m s').
  have /existsP[a _] := live_s; rewrite Rmult_1_r -[X in _ + X](average_const c (prob_dist pi a)) -sumD.
  by apply: eq_bigr => b _ /=; ring.
by rewrite Rmult_0_r Rplus_0_r /soft_state_value !sum_none //; exact: not_live.
Qed.

(** An episode takes at least one step and, discounted, at most [1 / (1 - gamma)]. *)
Theorem duration_bounds pi s : live m s -> 1 <= duration m pi s <= 1 / (1 - gamma).
Proof.
have on s' : 0 <= (if live m s' then 1 else 0) <= 1 by case: (live m s'); lra.
move=> live_s; split; last by apply: discounted_bound => [|s']; [lra | case: (on s')].
rewrite /duration discounted_eq live_s.
have := transport_le pi s (discounted_ge0 pi (fun s' => proj1 (on s'))).
by rewrite transport0 -/(duration m pi); nra.
Qed.

Let Q_shift V s (a : action m s) :
  action_value m' (raised V) s a = action_value m V s a + (c + gamma * d * goes_on a).
Proof. by rewrite [LHS]action_value_revalue; have := action_value_raise V d a; rewrite !action_valueE; lra. Qed.

Let dE : c + gamma * d = d. Proof. by field; lra. Qed.

(** Where no episode ends the optimal value rises by [c / (1 - gamma)] *)
Theorem optimal_value_shift : endless m -> forall s, live m s ->
  optimal_value m' s = optimal_value m s + d.
Proof.
move=> on s live_s; transitivity (raised (optimal_value m) s); last by rewrite /raise live_s.
symmetry; apply: (@optimal_value_unique m') => {live_s}s; rewrite {2}/raise -optimal_value_eq.
case live_s: (live m s); last by rewrite !optimal_backup_terminal //; ring.
have /existsP[a0 _] := live_s; apply: (log_sum_exp_shift a0); first exact: temperature_ge0.
by move=> a; rewrite Q_shift on Rmult_1_r dE.
Qed.

(** and the optimal policy stays. *)
Theorem optimal_policy_shift : endless m -> forall s a, optimal_policy m' s a = optimal_policy m s a.
Proof.
move=> on s a; apply: (softmax_shift a (temperature_ge0 m) (c := d)) => b.
have live_goes : @mean m (optimal_value m') s b = @mean m (raised (optimal_value m)) s b.
  apply: eq_bigr => -[s'|] _ //=; congr (_ * _); rewrite /raise.
  case live_s': (live m s'); first exact: optimal_value_shift.
  by rewrite !optimal_value_terminal //; ring.
have := Q_shift (optimal_value m) b; rewrite on Rmult_1_r dE => <-.
by rewrite [LHS]action_value_revalue live_goes [RHS]action_value_revalue.
Qed.

(** Where episodes end a bonus is worth at least one step of it and at most an endless episode. *)
Theorem optimal_value_bonus : 0 <= c -> forall s, live m s ->
  optimal_value m s + c <= optimal_value m' s <= optimal_value m s + d.
Proof.
move=> c0 s live_s; have d0 : 0 <= d by apply: Rle_mult_inv_pos; lra.
split.
- apply: Rle_trans (value_le_optimal (m := m') (optimal_policy m) s).
  rewrite value_shift optimal_policy_attains.
  by have := duration_bounds (optimal_policy m) live_s; nra.
- have -> : optimal_value m s + d = raised (optimal_value m) s by rewrite /raise live_s.
  apply: (@optimal_value_le m') => {live_s}s; rewrite {2}/raise -optimal_value_eq.
  case live_s: (live m s); last by rewrite !optimal_backup_terminal //; lra.
  have /existsP[a0 _] := live_s; have a_ge0 := temperature_ge0 m.
  rewrite -(@log_sum_exp_shift _ a0 _ a_ge0 _ (fun a => action_value m (optimal_value m) s a + d)) //.
  apply: (log_sum_exp_le a0 a_ge0) => a; rewrite Q_shift.
  have g0 : 0 <= gamma * d by nra.
  by have := goes_on_bounds a; have := dE; nra.
Qed.

End Shift.

(** *** The unit of reward *)

Section Scale.
Variables (m : mdp) (t : R).
Hypothesis t_gt0 : 0 < t.
Implicit Types (s : state m) (pi : policy (action m)).

Local Notation m' := (scale_reward m t_gt0).

Let Q_scale V s (a : action m s) : action_value m' (fun s' => t * V s') s a = t * action_value m V s a.
Proof. by rewrite [LHS]action_value_revalue meanM !action_valueE; ring. Qed.

(** Rewards and temperature times [t] make all values [t] times as large *)
Theorem value_scale pi s : value m' pi s = t * value m pi s.
Proof.
rewrite -discountedM; apply: discounted_ext => s'.
by rewrite /gain /= /soft_state_value -sumMl; apply: eq_bigr => a _; ring.
Qed.

Theorem optimal_value_scale s : optimal_value m' s = t * optimal_value m s.
Proof.
symmetry; apply: (@optimal_value_unique m' (fun s' => t * optimal_value m s')) => {}s.
rewrite -[in RHS]optimal_value_eq; case live_s: (live m s); last first.
  by rewrite !optimal_backup_terminal //; ring.
have /existsP[a0 _] := live_s; apply: (log_sum_exp_scale a0 (temperature_ge0 m) t_gt0) => a.
exact: Q_scale.
Qed.

Theorem optimal_action_value_scale s a :
  optimal_action_value m' s a = t * optimal_action_value m s a.
Proof.
rewrite -Q_scale /optimal_action_value !action_valueE; congr (_ + _ * _).
by apply: eq_bigr => -[s'|] _ //=; rewrite optimal_value_scale.
Qed.

(** and leave the optimal policy alone. *)
Theorem optimal_policy_scale s a : optimal_policy m' s a = optimal_policy m s a.
Proof. by apply: (softmax_scale a (temperature_ge0 m) t_gt0); apply: optimal_action_value_scale. Qed.

End Scale.

(** *** Shaping by a potential *)

Section Shaping.
Variables (m : mdp) (potential : state m -> R).
Hypothesis terminal0 : forall s, live m s = false -> potential s = 0.
Implicit Types (s : state m) (pi : policy (action m)).

Local Notation m' := (shape_reward m potential).

Let Q_shape V s (a : action m s) :
  action_value m' (fun s' => V s' - potential s') s a = action_value m V s a + - potential s.
Proof. by rewrite [LHS]action_value_revalue -meanB !action_valueE; ring. Qed.

(** The potential is taken from every value, *)
Theorem value_shape pi s : value m' pi s = value m pi s - potential s.
Proof.
symmetry; apply: (@value_unique m' pi (fun s' => value m pi s' - potential s')) => {}s.
rewrite -[in RHS]value_eq; case live_s: (live m s); last first.
  by rewrite !policy_backup_terminal // terminal0 //; ring.
have /existsP[a _] := live_s; rewrite -[in RHS](average_const (potential s) (prob_dist pi a)) -sumB.
by apply: eq_bigr => b _; rewrite Q_shape /=; ring.
Qed.

(** the optimal ones too, *)
Theorem optimal_value_shape s : optimal_value m' s = optimal_value m s - potential s.
Proof.
symmetry; apply: (@optimal_value_unique m' (fun s' => optimal_value m s' - potential s')) => {}s.
rewrite -[in RHS]optimal_value_eq; case live_s: (live m s); last first.
  by rewrite !optimal_backup_terminal // terminal0 //; ring.
have /existsP[a0 _] := live_s; apply: (log_sum_exp_shift a0 (temperature_ge0 m)) => a.
exact: Q_shape.
Qed.

Theorem optimal_action_value_shape s a :
  optimal_action_value m' s a = optimal_action_value m s a - potential s.
Proof.
rewrite -[RHS]Q_shape /optimal_action_value !action_valueE; congr (_ + _ * _).
by apply: eq_bigr => -[s'|] _ //=; rewrite optimal_value_shape.
Qed.

(** and the optimal policy stays. *)
Theorem optimal_policy_shape s a : optimal_policy m' s a = optimal_policy m s a.
Proof.
by apply: (softmax_shift a (temperature_ge0 m) (c := - potential s)); apply: optimal_action_value_shape.
Qed.

End Shaping.

(** *** An end is not a state to stay in *)

Section Absorbing.
Variables (m : mdp) (s : state m).
Implicit Type pi : policy (action m).

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).

Let gamma01 := discount_bounds m.

(** The backup of a transition that ends the episode is its reward alone. *)
Lemma action_value_end V (a : action m s) : P a None = 1 -> action_value m V s a = reward a.
Proof. by move=> ends; rewrite !action_valueE /mean (average_sure _ (P_dist a) ends) /=; ring. Qed.

Lemma action_value_stay V (a : action m s) : P a (Some s) = 1 -> action_value m V s a = reward a + gamma * V s.
Proof. by move=> stays; rewrite !action_valueE /mean (average_sure _ (P_dist a) stays). Qed.

Hypotheses (stays : absorbing m s) (live_s : live m s).

(** A state to stay in is worth the entropy of choosing for ever, *)
Theorem value_absorbing pi : value m pi s = alpha * entropy (pi s) / (1 - gamma).
Proof.
have /existsP[a0 _] := live_s.
suff e : value m pi s = gamma * value m pi s + alpha * entropy (pi s).
  by rewrite (_ : alpha * entropy (pi s) = (1 - gamma) * value m pi s); [field; lra | lra].
rewrite -{1}value_eq /policy_backup soft_state_value_entropy; congr (_ + _).
rewrite -(average_const (gamma * value m pi s) (prob_dist pi a0)); apply: eq_bigr => a _.
by have [r0 sure] := stays a; rewrite action_value_stay // r0; ring.
Qed.

(** at best that of the uniform choice. *)
Theorem optimal_value_absorbing : optimal_value m s = alpha * ln (INR #|action m s|) / (1 - gamma).
Proof.
have /existsP[a0 _] := live_s; set n := ln _.
suff e : optimal_value m s = 0 + alpha * n + gamma * optimal_value m s.
  by rewrite (_ : alpha * n = (1 - gamma) * optimal_value m s); [field; lra | lra].
rewrite -{1}optimal_value_eq -(log_sum_exp_const a0 (temperature_ge0 m)).
apply: (log_sum_exp_shift a0 (temperature_ge0 m)) => a.
by have [r0 sure] := stays a; rewrite action_value_stay // r0.
Qed.

End Absorbing.

(** *** Errors in the model *)

Section Simulation.
Variables (S : finType) (A : S -> finType) (w w' : forall s, A s -> option S -> R) (r r' : forall s, A s -> R).
Variables (gamma alpha : R) (gamma01 : 0 <= gamma < 1) (alpha0 : 0 <= alpha).
Variables (w0 : forall s a x, 0 <= @w s a x) (w'0 : forall s a x, 0 <= @w' s a x).
Variables (mass : forall s a, 0 < \sum_x @w s a x) (mass' : forall s a, 0 < \sum_x @w' s a x).

Let m := Mdp r w0 mass gamma01 alpha0.
Let m' := Mdp r' w'0 mass' gamma01 alpha0.

(** **Simulation**: an error [dr] of a reward and [dp] of a distribution, in total, moves the optimal value by at
    most their discounted effect. *)
Theorem simulation_lemma dr dp lo hi : 0 <= dr -> 0 <= dp ->
  (forall s (a : A s), Rabs (r' a - r a) <= dr) ->
  (forall s (a : A s), \sum_x Rabs (P (m := m') a x - P (m := m) a x) <= dp) ->
  (forall x, lo <= after (optimal_value m) x <= hi) ->
  forall s, Rabs (optimal_value m s - optimal_value m' s)
            <= (dr + gamma * (dp * (hi - lo) / 2)) / (1 - gamma).
Proof.
move=> dr0 dp0 rr pp vv; set e := _ + _.
have span0 : 0 <= dp * (hi - lo) by have := vv None => /= ?; apply: Rmult_le_pos; lra.
have e0 : 0 <= e by rewrite /e; nra.
have near s (a : A s) : Rabs (action_value m' (optimal_value m) s a - action_value m (optimal_value m) s a) <= e.
  pose v : option S -> R := after (optimal_value m); pose mid := (lo + hi) / 2.
  pose p : option S -> R := P (m := m) a; pose p' : option S -> R := P (m := m') a.
  have pd : dist p := @P_dist m s a; have pd' : dist p' := @P_dist m' s a.
  have -> : action_value m' (optimal_value m) s a - action_value m (optimal_value m) s a
          = r' a - r a + gamma * \sum_x (p' x - p x) * (v x - mid).
    have -> : \sum_x (p' x - p x) * (v x - mid)
            = \sum_x p' x * v x - \sum_x p x * v x - (\sum_x p' x * mid - \sum_x p x * mid).
      by rewrite -!sumB; apply: eq_bigr => x _; ring.
    rewrite (average_const mid pd) (average_const mid pd').
    have -> : action_value m' (optimal_value m) s a = r' a + gamma * \sum_x p' x * v x by exact: action_valueE.
    have -> : action_value m (optimal_value m) s a = r a + gamma * \sum_x p x * v x by exact: action_valueE.
    by ring.
  have bound : Rabs (\sum_x (p' x - p x) * (v x - mid)) <= dp * ((hi - lo) / 2).
    apply: Rle_trans (abs_sum _) _; apply: Rle_trans (Rmult_le_compat_r _ _ _ _ (pp s a)); last first.
      by have := vv None => /= ?; lra.
    rewrite -sumMr; apply: sum_le => x; rewrite Rabs_mult; apply: Rmult_le_compat_l; first exact: Rabs_pos.
    by apply/abs_le; have := vv x; rewrite /mid -/(v x); lra.
  apply: Rle_trans (Rabs_triang _ _) _; rewrite Rabs_mult (Rabs_pos_eq gamma); last lra.
  by have := rr s a; rewrite /e; nra.
apply: (@optimal_value_residual m') => s.
rewrite -[X in _ - X]optimal_value_eq; case live_s: (live m s); last first.
  by rewrite (@optimal_backup_terminal m') // optimal_backup_terminal // Rminus_0_r Rabs_R0.
have /existsP[a0 _] := live_s; apply/abs_le; apply: (log_sum_exp_between a0 alpha0) => a.
exact/abs_le/near.
Qed.

End Simulation.
