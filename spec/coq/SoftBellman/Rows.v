(******************************************************************************)
(*  A model as rows of numbers, and the MDP that it denotes                   *)
(*                                                                            *)
(*  For numbers of a type num that have real values (val : num -> R):         *)
(*                                                                            *)
(*      To s w, Pay s w r  ==  a transition of weight w to state s (and the   *)
(*                             reward r); s = n, their number, is the end     *)
(*              Row r ts   ==  an action: its reward and its transitions      *)
(*                  model  ==  for every state the rows of its actions;       *)
(*                             discount; temperature                          *)
(*            certificate  ==  values L and U, and log-probabilities of the   *)
(*                             actions; None is -oo                           *)
(*             valid val m ==  m denotes an MDP: weights >= 0 with a positive *)
(*                             sum, successors <= n, 0 <= gamma < 1 and       *)
(*                             alpha >= 0                                     *)
(*               denote ok ==  that MDP, ok : valid val m                     *)
(*                                                                            *)
(*  denoted_action_value: Q_V = r + \sum_t w_t (r_t + gamma V_t) / \sum_t w_t *)
(******************************************************************************)

From Coq Require Import NArith.
From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.
From SoftBellman Require Import Certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Inductive transition (num : Type) := To of N & num | Pay of N & num & num.
Inductive row (num : Type) := Row of num & seq (transition num).

Record model (num : Type) := Model {
  rows : seq (seq (row num));
  gamma_of : num;
  alpha_of : num
}.

Record certificate (num : Type) := Certificate {
  lower_of : seq num;
  upper_of : seq num;
  log_policy_of : seq (seq (option num))
}.

Section Values.
Variables (num : Type) (val : num -> R).
Implicit Types (t : transition num) (r : row num).

Definition target t : nat := match t with To s _ | Pay s _ _ => N.to_nat s end.
Definition mass_of t : R := match t with To _ w | Pay _ w _ => val w end.
Definition bonus_of t : R := match t with To _ _ => 0 | Pay _ _ b => val b end.
Definition reward_of r : R := let: Row x _ := r in val x.
Definition transitions_of r := let: Row _ ts := r in ts.
Definition row_mass r : R := \sum_(t <- transitions_of r) mass_of t.

(** The action value of a row, for values [v] of the successors by number. *)
Definition row_value (gamma : R) (v : nat -> R) r : R :=
  reward_of r + (\sum_(t <- transitions_of r) mass_of t * (bonus_of t + gamma * v (target t))) / row_mass r.

Definition valid_row (n : nat) r : Prop :=
  (forall t, List.In t (transitions_of r) -> (target t <= n)%N /\ 0 <= mass_of t) /\ 0 < row_mass r.

Definition valid (m : model num) : Prop :=
  0 <= val (gamma_of m) < 1 /\ 0 <= val (alpha_of m) /\
  forall s a d, (s < size (rows m))%N -> (a < size (nth [::] (rows m) s))%N ->
    valid_row (size (rows m)) (nth d (nth [::] (rows m) s) a).

End Values.

(** *** Sums over lists *)

(** A sum of nonnegative numbers over a list is not negative. *)
Lemma sum_list_ge0 (T : Type) (l : seq T) (f : T -> R) :
  (forall t, List.In t l -> 0 <= f t) -> 0 <= \sum_(t <- l) f t.
Proof.
elim: l => [|t l IH] f0; first by rewrite big_nil; lra.
by rewrite big_cons; have := f0 t (or_introl erefl); have := IH (fun u ul => f0 u (or_intror ul)); lra.
Qed.

(** Numbers that sit at positions up to [n] may be summed by position. *)
Lemma sum_by_position (T : Type) (n : nat) (l : seq T) (pos : T -> nat) (w : T -> R)
                      (v : option 'I_n -> R) (u : nat -> R) :
  (forall i : 'I_n, v (Some i) = u i) -> v None = u n -> (forall t, List.In t l -> (pos t <= n)%N) ->
  \sum_x (\sum_(t <- l) if pos t == oapp (@nat_of_ord n) n x then w t else 0) * v x = \sum_(t <- l) w t * u (pos t).
Proof.
move=> vS vN; elim: l => [|t l IH] le.
  by rewrite big_nil big1 // => x _; rewrite big_nil Rmult_0_l.
rewrite big_cons -IH => [|t' t'l]; last by apply: le; right.
rewrite (eq_bigr (fun x => (if pos t == oapp (@nat_of_ord n) n x then w t else 0) * v x
  + (\sum_(t' <- l) if pos t' == oapp (@nat_of_ord n) n x then w t' else 0) * v x)) => [|x _]; last first.
  by rewrite big_cons; ring.
rewrite sumD; congr (_ + _).
pose here : option 'I_n := insub (pos t).
have at_here : oapp (@nat_of_ord n) n here = pos t.
  rewrite /here; case: insubP => [i _ e|]; first exact: e.
  rewrite -leqNgt => ge /=.
  by apply/eqP; rewrite eqn_leq ge /=; apply: le; left.
rewrite (bigD1 here) //= at_here eqxx big1 => [|x ne].
  rewrite Rplus_0_r; congr (_ * _); rewrite -at_here; case: here {at_here} => [i|] /=; by rewrite ?vS ?vN.
case: eqP => [e|_]; last by rewrite Rmult_0_l.
case/eqP: ne; move: at_here; rewrite e; case: x here {e} => [i|] [j|] //=.
- by move/ord_inj->.
- by move=> e; have := ltn_ord i; rewrite -e ltnn.
- by move=> e; have := ltn_ord j; rewrite e ltnn.
Qed.

(** *** The MDP *)

Section Denotation.
Variables (num : Type) (val : num -> R) (m : model num).
Hypothesis ok : valid val m.

Local Notation n := (size (rows m)).
Local Notation gamma := (val (gamma_of m)).

Definition row_actions (s : 'I_n) : finType := [finType of 'I_(size (nth [::] (rows m) s))].

Definition no_row : row num := Row (gamma_of m) [::].

Definition row_at (s : 'I_n) (a : row_actions s) : row num := nth no_row (nth [::] (rows m) s) a.

Definition position (x : option 'I_n) : nat := oapp (@nat_of_ord n) n x.

Definition row_weight (s : 'I_n) (a : row_actions s) (x : option 'I_n) : R :=
  \sum_(t <- transitions_of (row_at a)) if target t == position x then mass_of val t else 0.

Definition row_reward (s : 'I_n) (a : row_actions s) : R :=
  reward_of val (row_at a)
  + (\sum_(t <- transitions_of (row_at a)) mass_of val t * bonus_of val t) / row_mass val (row_at a).

Lemma valid_row_at s (a : row_actions s) : valid_row val n (row_at a).
Proof.
by case: ok => _ [_ valid_rows]; apply: valid_rows; apply: ltn_ord.
Qed.

Lemma row_weight_ge0 s (a : row_actions s) x : 0 <= row_weight a x.
Proof.
case: (valid_row_at a) => valid_t _; apply: sum_list_ge0 => t tl.
by case: eqP => _; [case: (valid_t t tl) | lra].
Qed.

Lemma row_weight_sum s (a : row_actions s) (v : option 'I_n -> R) (u : nat -> R) :
  (forall i : 'I_n, v (Some i) = u i) -> v None = u n ->
  \sum_x row_weight a x * v x = \sum_(t <- transitions_of (row_at a)) mass_of val t * u (target t).
Proof.
move=> vS vN; apply: sum_by_position => // t tl.
by case: (valid_row_at a) => valid_t _; case: (valid_t t tl).
Qed.

Lemma row_mass_sum s (a : row_actions s) : \sum_x row_weight a x = row_mass val (row_at a).
Proof.
transitivity (\sum_x row_weight a x * 1); first by apply: eq_bigr => x _; ring.
by rewrite (@row_weight_sum s a (fun=> 1) (fun=> 1)) //; apply: eq_bigr => t _; ring.
Qed.

Lemma row_mass_gt0 s (a : row_actions s) : 0 < \sum_x row_weight a x.
Proof. by rewrite row_mass_sum; case: (valid_row_at a). Qed.

Definition denote : mdp :=
  @Mdp [finType of 'I_n] row_actions row_weight row_reward gamma (val (alpha_of m))
       row_weight_ge0 row_mass_gt0 (proj1 ok) (proj1 (proj2 ok)).

(** Action values are those of the rows, for values 0 at the end. *)
Theorem denoted_action_value (V : state denote -> R) (v : nat -> R) s (a : action denote s) :
  (forall i : 'I_n, V i = v i) -> v n = 0 ->
  action_value denote V s a = row_value val gamma v (row_at a).
Proof.
move=> Vv v0; have [_ mass0] := valid_row_at a.
have -> : action_value denote V s a
        = row_reward a + gamma * \sum_x row_weight a x / (\sum_y row_weight a y) * after V x.
  exact: action_valueE.
have -> : \sum_x row_weight a x / (\sum_y row_weight a y) * after V x
        = (\sum_(t <- transitions_of (row_at a)) mass_of val t * v (target t)) / row_mass val (row_at a).
  rewrite row_mass_sum -(@row_weight_sum s a (after V) v) //.
  by rewrite /Rdiv -sumMr; apply: eq_bigr => x _; ring.
rewrite /row_reward /row_value Rplus_assoc; congr (_ + _).
have -> : \sum_(t <- transitions_of (row_at a)) mass_of val t * (bonus_of val t + gamma * v (target t))
        = \sum_(t <- transitions_of (row_at a)) mass_of val t * bonus_of val t
          + gamma * \sum_(t <- transitions_of (row_at a)) mass_of val t * v (target t).
  by rewrite big_distrr -big_split /=; apply: eq_bigr => t _; ring.
by field; lra.
Qed.

Lemma denoted_live s : live denote s = (0 < size (nth [::] (rows m) s))%N.
Proof.
apply/existsP/idP => [[a _]|gt0]; last by exists (Ordinal gt0).
by apply: leq_ltn_trans (ltn_ord a).
Qed.

End Denotation.
