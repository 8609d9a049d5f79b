(******************************************************************************)
(*  Two concrete models                                                       *)
(*                                                                            *)
(*      stay_or_leave  ==  the state true has two actions: to stay (true)     *)
(*                         pays ln 2, to leave pays ln 3 and ends the episode *)
(*                         or leads to the terminal state false; alpha = 1,   *)
(*                         gamma = 1/2.  V* = ln 9.                           *)
(*  choose_forever t0  ==  one state, two actions, no reward, for ever;       *)
(*                         alpha = t where t0 : 0 <= t, gamma = 1/2.          *)
(*                         V* = 2 t ln 2.                                     *)
(*                                                                            *)
(*  They have all that the theorems assume: live and terminal states, weights *)
(*  that do not sum to 1, episodes that end and that do not, a positive       *)
(*  temperature and temperature 0.  So no theorem holds for want of a model.  *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.
From SoftBellman Require Import Certificate Invariance HardLimit.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

(** *** Stay or leave *)

Definition stay_leave_action (s : bool) : finType := if s then [finType of bool] else [finType of void].

Definition stay_leave_weight (s : bool) : stay_leave_action s -> option bool -> R :=
  if s return stay_leave_action s -> option bool -> R then
    fun stay x => match stay, x with
                  | true, Some true => 1
                  | false, Some false => 3
                  | false, None => 2
                  | _, _ => 0
                  end
  else fun none => match none with end.

Definition stay_leave_reward (s : bool) : stay_leave_action s -> R :=
  if s return stay_leave_action s -> R then fun stay : bool => if stay then ln 2 else ln 3
  else fun none => match none with end.

Lemma sum_option (A : finType) (f : option A -> R) : \sum_x f x = f None + \sum_a f (Some a).
Proof.
rewrite (bigD1 None) //=; congr (_ + _).
rewrite (reindex_omap Some (fun x => x)) => [|[a|]//] /=.
by apply: eq_bigl => a; rewrite eqxx.
Qed.

Lemma stay_leave_weight_ge0 s (a : stay_leave_action s) x : 0 <= stay_leave_weight a x.
Proof. by case: s a => [] [] //=; case: x => [[]|] /=; lra. Qed.

Lemma stay_leave_mass_gt0 s (a : stay_leave_action s) : 0 < \sum_x stay_leave_weight a x.
Proof. by case: s a => [] [] //=; rewrite sum_option big_bool /=; lra. Qed.

Lemma half_bounds : 0 <= 1 / 2 < 1. Proof. by lra. Qed.

Definition stay_or_leave : mdp :=
  @Mdp [finType of bool] stay_leave_action stay_leave_weight stay_leave_reward (1 / 2) 1
       stay_leave_weight_ge0 stay_leave_mass_gt0 half_bounds Rle_0_1.

(** One state has actions, the other is terminal. *)
Lemma stay_leave_live (s : state stay_or_leave) : live stay_or_leave s = s.
Proof. by case: s; [apply/existsP; exists true | apply/existsP => -[[]]]. Qed.

(** Its optimal value is ln 9. *)
Theorem stay_leave_value (s : state stay_or_leave) : optimal_value stay_or_leave s = if s then ln 9 else 0.
Proof.
symmetry; apply: (@optimal_value_unique stay_or_leave (fun s : bool => if s then ln 9 else 0)) => {}s.
case: s; last by rewrite optimal_backup_terminal // stay_leave_live.
rewrite /optimal_backup /soft_optimal_value log_sum_expE /=; last lra.
rewrite big_bool /= !action_valueE /mean !sum_option !big_bool /P /= !sum_option !big_bool /=.
have -> : ln 9 = ln 3 + ln 3 by rewrite -ln_mult; try lra; congr ln; ring.
rewrite (_ : _ / 1 = ln 2 + ln 3); last by field.
rewrite (_ : _ / 1 = ln 3); last by field.
rewrite exp_plus !exp_ln -?ln_mult; try lra.
by rewrite Rmult_1_l; congr ln; ring.
Qed.

(** *** Choosing for ever *)

Section Choice.
Variables (t : R) (t_ge0 : 0 <= t).

Let weight (s : unit) (a : bool) (x : option unit) : R := if x is Some _ then 1 else 0.

Lemma choose_forever_weight_ge0 s a x : 0 <= weight s a x.
Proof. by case: x => [_|] /=; lra. Qed.

Lemma choose_forever_mass_gt0 s a : 0 < \sum_x weight s a x.
Proof. by rewrite sum_option (big_pred1 tt) => [|[]] //=; lra. Qed.

Definition choose_forever : mdp :=
  @Mdp [finType of unit] (fun=> [finType of bool]) weight (fun _ _ => 0) (1 / 2) t
       choose_forever_weight_ge0 choose_forever_mass_gt0 half_bounds t_ge0.

(** Its state is absorbing, *)
Lemma choose_forever_absorbing (s : state choose_forever) : absorbing choose_forever s.
Proof.
by case: s => a; split=> //; rewrite /P /= sum_option (big_pred1 tt) => [|[]] //=; field.
Qed.

Lemma choose_forever_live (s : state choose_forever) : live choose_forever s.
Proof. by apply/existsP; exists true. Qed.

(** no episode ends, *)
Lemma choose_forever_endless : endless choose_forever.
Proof.
move=> [] a; rewrite /goes_on /mean (average_sure _ (P_dist a) (proj2 (choose_forever_absorbing a))) /=.
by rewrite choose_forever_live.
Qed.

(** and it is worth the entropy of choosing for ever. *)
Theorem choose_forever_value (s : state choose_forever) : optimal_value choose_forever s = 2 * t * ln 2.
Proof.
rewrite (optimal_value_absorbing (@choose_forever_absorbing s) (choose_forever_live s)) /=.
have -> : INR #|[finType of bool]| = 2 by rewrite card_bool /=; ring.
by field.
Qed.

End Choice.

(** At temperature 0 it is worth nothing, like a terminal state: the bias of the soft optimum is attained. *)
Theorem choose_forever_bias :
  optimal_value (choose_forever (Rle_refl 0)) tt = 0 /\
  optimal_value (choose_forever Rle_0_1) tt = 1 * ln 2 / (1 - 1 / 2).
Proof. by rewrite !choose_forever_value; split; [ring | field]. Qed.
