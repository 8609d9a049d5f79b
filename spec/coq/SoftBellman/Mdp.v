(******************************************************************************)
(*  Finite Markov decision processes                                          *)
(*                                                                            *)
(*              state m  ==  the finite set of states                         *)
(*           action m s  ==  the finite set of actions of state s; empty if s *)
(*                           is terminal                                      *)
(*           weight a x  ==  the weight >= 0 of x : option (state m) as the   *)
(*                           successor of an action a : action m s; None is   *)
(*                           the end of the episode                           *)
(*                P a x  ==  its probability: weight a x / their sum          *)
(*             reward a  ==  the expected reward                              *)
(*           discount m  ==  gamma, 0 <= gamma < 1                            *)
(*        temperature m  ==  alpha >= 0; 0 is the hard problem                *)
(*            after V x  ==  the value V of a successor x, 0 at the end       *)
(*              ended x  ==  1 at the end of the episode, 0 before            *)
(*             mean V a  ==  E_{x ~ P(.|s,a)}[after V x]                      *)
(*             live m s  ==  s has an action                                  *)
(*            goes_on a  ==  the probability that a live state follows        *)
(*            endless m  ==  it is 1 everywhere: no episode ends              *)
(*             policy A  ==  a distribution on the actions of every state     *)
(*      with_reward m r, with_temperature m alpha_ge0  ==  m, so changed      *)
(*                                                                            *)
(*  Any weights denote a model, whatever the rounding of the file they come   *)
(*  from: nothing is asked of their sum but to be positive.                   *)
(******************************************************************************)

From SoftBellman Require Import Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Record mdp := Mdp {
  state : finType;
  action : state -> finType;
  weight : forall s, action s -> option state -> R;
  reward : forall s, action s -> R;
  discount : R;
  temperature : R;
  weight_ge0 : forall s (a : action s) x, 0 <= weight a x;
  mass_gt0 : forall s (a : action s), 0 < \sum_x weight a x;
  discount_bounds : 0 <= discount < 1;
  temperature_ge0 : 0 <= temperature
}.
Arguments action m s : clear implicits.

(** A policy: at every state that has an action, a distribution on its actions. *)
Record policy (S : Type) (A : S -> finType) := Policy {
  prob :> forall s, A s -> R;
  prob_dist : forall s, A s -> dist (@prob s)
}.
Arguments prob {S A} p s a.

(** The same transitions with other rewards and another temperature. *)
Definition revalue (m : mdp) (r : forall s, action m s -> R) alpha (alpha_ge0 : 0 <= alpha) : mdp :=
  Mdp r (@weight_ge0 m) (@mass_gt0 m) (discount_bounds m) alpha_ge0.

Definition with_reward (m : mdp) (r : forall s, action m s -> R) : mdp := revalue r (temperature_ge0 m).
Definition with_temperature (m : mdp) alpha (alpha_ge0 : 0 <= alpha) : mdp := revalue (@reward m) alpha_ge0.

Section Transitions.
Variable m : mdp.
Implicit Types (s : state m) (V W : state m -> R) (pi : policy (action m)).

Definition P s (a : action m s) (x : option (state m)) : R := weight a x / \sum_y weight a y.

Definition after V (x : option (state m)) : R := if x is Some s then V s else 0.

Definition ended (x : option (state m)) : R := if x is None then 1 else 0.

Definition mean V s (a : action m s) : R := \sum_x P a x * after V x.

Definition live s : bool := [exists a : action m s, true].

Definition goes_on s (a : action m s) : R := mean (fun s' => if live s' then 1 else 0) a.

Definition endless : Prop := forall s (a : action m s), goes_on a = 1.

(** The successors of an action have a distribution. *)
Lemma P_dist s (a : action m s) : dist (P a).
Proof.
have mass0 := mass_gt0 a; split=> [x|]; last by rewrite /P /Rdiv sumMr; field; lra.
by apply: Rle_mult_inv_pos => //; apply: weight_ge0.
Qed.

(** A state that has an action is live. *)
Lemma live_action s (a : action m s) : live s.
Proof. by apply/existsP; exists a. Qed.

(** A policy puts no negative probability on an action. *)
Lemma policy_ge0 pi s (a : action m s) : 0 <= pi s a.
Proof. exact: (proj1 (prob_dist pi a)). Qed.

(** The average over successors is linear, *)
Lemma meanB V W s (a : action m s) : mean V a - mean W a = mean (fun s' => V s' - W s') a.
Proof. by rewrite -sumB; apply: eq_bigr => -[s'|] _ /=; ring. Qed.

Lemma meanD V W s (a : action m s) : mean (fun s' => V s' + W s') a = mean V a + mean W a.
Proof. by rewrite -sumD; apply: eq_bigr => -[s'|] _ /=; ring. Qed.

Lemma meanM c V s (a : action m s) : mean (fun s' => c * V s') a = c * mean V a.
Proof. by rewrite -sumMl; apply: eq_bigr => -[s'|] _ /=; ring. Qed.

(** monotone, *)
Lemma mean_le V W s (a : action m s) : (forall s', V s' <= W s') -> mean V a <= mean W a.
Proof. by move=> VW; apply: average_le => [x|[s'|]] /=; [exact: (proj1 (P_dist a)) | exact: VW | lra]. Qed.

(** and bounded by what it averages. *)
Lemma abs_mean V e s (a : action m s) : (forall s', Rabs (V s') <= e) -> Rabs (mean V a) <= e.
Proof.
move=> Ve; have e0 : 0 <= e by apply: Rle_trans (Rabs_pos _) (Ve s).
apply: abs_average => // [x||[s'|]] //=; first exact: (proj1 (P_dist a)).
- by rewrite (proj2 (P_dist a)); lra.
- by rewrite Rabs_R0.
Qed.

(** The episode goes on with a probability. *)
Lemma goes_on_bounds s (a : action m s) : 0 <= goes_on a <= 1.
Proof. by apply: average_bounds (P_dist a) _ => -[s'|] /=; [case: (live s')|]; lra. Qed.

End Transitions.

Arguments live m s : clear implicits.
Arguments endless m : clear implicits.
