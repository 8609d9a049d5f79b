(******************************************************************************)
(*  The certificate checker, and its proof                                    *)
(*                                                                            *)
(*  For interval arithmetic I (a functor, as there are two: on the machine's  *)
(*  floating-point numbers and on big integers) and a precision:              *)
(*                                                                            *)
(*          encloses X x  ==  the interval X contains the real number x       *)
(*   check prec model certificate  ==  at every state, in intervals,          *)
(*       upper_state:  \sum_a exp ((Q_U - U) / alpha) <= 1                    *)
(*       lower_state:  \sum_a e^l (Q_L - L - alpha l + alpha) >= alpha        *)
(*                                                                            *)
(*  check_sound: if check returns true, the model denotes an MDP, the         *)
(*  weights e^l a policy pi, and L <= V^pi <= V* <= U at every state.         *)
(*                                                                            *)
(*  NaN and infinities have no place in this argument: an interval made from  *)
(*  one contains everything, so no test passes that depends on it.            *)
(******************************************************************************)

From Coq Require Import NArith FMapPositive Lia.
From Interval.Real Require Import Xreal.
From Interval.Interval Require Import Interval.
From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.
From SoftBellman Require Import Certificate Rows.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Module Checker (I : IntervalOps).

Definition num := I.F.type.
Definition val (x : num) : R := proj_val (I.F.convert x).
Definition encloses (X : I.type) (x : R) : Prop := contains (I.convert X) (Xreal x).

Section Precision.
Variable prec : I.precision.

(** ** The algorithm *)

Definition zero : I.type := I.fromZ prec 0.
Definition one : I.type := I.fromZ prec 1.
Definition add := I.add prec.
Definition sub := I.sub prec.
Definition mul := I.mul prec.
Definition div := I.div prec.
Definition exponential := I.exp prec.
Definition sum (T : Type) (f : T -> I.type) (l : seq T) : I.type := foldr (fun t => add (f t)) zero l.

Definition at_least0 (X : I.type) : bool := match I.sign_large X with Xgt | Xeq => true | _ => false end.
Definition at_most0 (X : I.type) : bool := match I.sign_large X with Xlt | Xeq => true | _ => false end.
Definition above0 (X : I.type) : bool := match I.sign_strict X with Xgt => true | _ => false end.

(** Values by number of the state; at the end, and beyond, 0. *)
Definition table := PositiveMap.t I.type.

Fixpoint fill (k : positive) (l : seq num) (t : table) : table :=
  if l is x :: l' then fill (Pos.succ k) l' (PositiveMap.add k (I.singleton x) t) else t.

Definition tabulate (l : seq num) : table := fill 1 l (PositiveMap.empty _).

Definition at_state (t : table) (s : N) : I.type :=
  if PositiveMap.find (N.succ_pos s) t is Some X then X else zero.

(** [w_t] and [w_t (r_t + gamma V_t - v)] of a transition. *)
Definition mass (t : transition num) : I.type := match t with To _ w | Pay _ w _ => I.singleton w end.

Definition payoff (gamma : I.type) (V : table) (v : I.type) (t : transition num) : I.type :=
  match t with
  | To s w => mul (I.singleton w) (sub (mul gamma (at_state V s)) v)
  | Pay s w r => mul (I.singleton w) (sub (add (I.singleton r) (mul gamma (at_state V s))) v)
  end.

(** The advantage [Q_V(s,a) - v] of a row: to subtract [v] under the average costs the fewest digits. *)
Definition advantage (gamma : I.type) (V : table) (v : I.type) (r : row num) : I.type :=
  let: Row x ts := r in add (I.singleton x) (div (sum (payoff gamma V v) ts) (sum mass ts)).

Definition transition_ok (n : N) (t : transition num) : bool :=
  match t with To s w | Pay s w _ => N.leb s n && at_least0 (I.singleton w) end.

Definition row_ok (n : N) (r : row num) : bool :=
  let: Row _ ts := r in all (transition_ok n) ts && above0 (sum mass ts).

Definition upper_state (gamma alpha : I.type) (V : table) (rows : seq (row num)) (U : num) : bool :=
  let U := I.singleton U in
  let gap := advantage gamma V U in
  if rows is [::] then at_least0 U
  else if above0 alpha then at_most0 (sub (sum (fun r => exponential (div (gap r) alpha)) rows) one)
  else all (fun r => at_most0 (gap r)) rows.

Definition lower_state (gamma alpha : I.type) (V : table) (rows : seq (row num)) (L : num)
                       (l : seq (option num)) : bool :=
  let L := I.singleton L in
  let term rl := if rl.2 is Some x then
      mul (exponential (I.singleton x))
          (add (sub (advantage gamma V L rl.1) (mul alpha (I.singleton x))) alpha)
    else zero in
  if rows is [::] then at_most0 L
  else [&& size l == size rows, has isSome l & at_least0 (sub (sum term (zip rows l)) alpha)].

Definition check (m : model num) (c : certificate num) : bool :=
  let n := size (rows m) in
  let gamma := I.singleton (gamma_of m) in
  let alpha := I.singleton (alpha_of m) in
  let L := tabulate (lower_of c) in
  let U := tabulate (upper_of c) in
  let state_ok x :=
    let: (rs, (l, (u, p))) := x in
    upper_state gamma alpha U rs u && lower_state gamma alpha L rs l p in
  [&& [&& at_least0 gamma, above0 (sub one gamma), at_least0 alpha & above0 alpha || at_most0 alpha],
      [&& size (lower_of c) == n, size (upper_of c) == n & size (log_policy_of c) == n],
      all (all (row_ok (N.of_nat n))) (rows m)
    & all state_ok (zip (rows m) (zip (lower_of c) (zip (upper_of c) (log_policy_of c))))].

(** ** Its proof *)

(** What holds of all elements of a list holds of each. *)
Lemma all_In (T : Type) (p : T -> bool) l t : all p l -> List.In t l -> p t.
Proof. by elim: l => [//|u l IH] /= /andP[pu pl] [<-//|]; apply: IH. Qed.

(** *** Intervals enclose *)

Lemma enclose_num x : encloses (I.singleton x) (val x).
Proof. exact: I.singleton_correct. Qed.

Lemma enclose_zero : encloses zero 0.
Proof. exact: (I.fromZ_correct prec 0). Qed.

Lemma enclose_one : encloses one 1.
Proof. exact: (I.fromZ_correct prec 1). Qed.

Lemma enclose_add X Y x y : encloses X x -> encloses Y y -> encloses (add X Y) (x + y).
Proof. exact: (@I.add_correct prec X Y (Xreal x) (Xreal y)). Qed.

Lemma enclose_sub X Y x y : encloses X x -> encloses Y y -> encloses (sub X Y) (x - y).
Proof. exact: (@I.sub_correct prec X Y (Xreal x) (Xreal y)). Qed.

Lemma enclose_mul X Y x y : encloses X x -> encloses Y y -> encloses (mul X Y) (x * y).
Proof. exact: (@I.mul_correct prec X Y (Xreal x) (Xreal y)). Qed.

Lemma enclose_div X Y x y : y <> 0 -> encloses X x -> encloses Y y -> encloses (div X Y) (x / y).
Proof.
move=> y0 Xx Yy; have := @I.div_correct prec X Y (Xreal x) (Xreal y) Xx Yy.
by rewrite /= /Xdiv' is_zero_false.
Qed.

Lemma enclose_exp X x : encloses X x -> encloses (exponential X) (exp x).
Proof. exact: (@I.exp_correct prec X (Xreal x)). Qed.

Lemma enclose_sum (T : Type) (F : T -> I.type) (f : T -> R) l :
  (forall t, List.In t l -> encloses (F t) (f t)) -> encloses (sum F l) (\sum_(t <- l) f t).
Proof.
elim: l => [|t l IH] Ff; first by rewrite big_nil; apply: enclose_zero.
rewrite big_cons; apply: enclose_add; first by apply: Ff; left.
by apply: IH => u ul; apply: Ff; right.
Qed.

Lemma at_least0_sound X x : encloses X x -> at_least0 X -> 0 <= x.
Proof.
move=> Xx; rewrite /at_least0; have := I.sign_large_correct X.
by case: I.sign_large => // /(_ _ Xx) => [[->]|[_ ge0]] _ //; apply: Rle_refl.
Qed.

Lemma at_most0_sound X x : encloses X x -> at_most0 X -> x <= 0.
Proof.
move=> Xx; rewrite /at_most0; have := I.sign_large_correct X.
by case: I.sign_large => // /(_ _ Xx) => [[->]|[_ le0]] _ //; apply: Rle_refl.
Qed.

Lemma above0_sound X x : encloses X x -> above0 X -> 0 < x.
Proof.
move=> Xx; rewrite /above0; have := I.sign_strict_correct X.
by case: I.sign_strict => // /(_ _ Xx) [].
Qed.

(** *** The tables hold the values *)

Definition value_at (l : seq num) (s : nat) : R := nth 0 (map val l) s.

Lemma fill_before l k t p : (p < k)%positive -> PositiveMap.find p (fill k l t) = PositiveMap.find p t.
Proof.
elim: l k t => [//|x l IH] k t pk /=; rewrite IH; last by lia.
by rewrite PositiveMap.gso //; lia.
Qed.

Lemma to_nat_iter_succ s k : Pos.to_nat (iter s Pos.succ k) = (Pos.to_nat k + s)%coq_nat.
Proof. by elim: s k => [|s IH] k; rewrite ?iterSr ?IH /=; lia. Qed.

Lemma fill_enclose l k t s : (forall p, (k <= p)%positive -> PositiveMap.find p t = None) ->
  encloses (if PositiveMap.find (iter s Pos.succ k) (fill k l t) is Some X then X else zero) (value_at l s).
Proof.
elim: l k t s => [|x l IH] k t s fresh.
  by rewrite fresh /value_at ?nth_nil; [apply: enclose_zero | have := to_nat_iter_succ s k; lia].
case: s => [|s] /=; first by rewrite fill_before ?PositiveMap.gss; [apply: enclose_num | lia].
rewrite -iterS iterSr; apply: IH => p kp.
by rewrite PositiveMap.gso ?fresh //; lia.
Qed.

Lemma tabulate_enclose l s : encloses (at_state (tabulate l) s) (value_at l (N.to_nat s)).
Proof.
have := @fill_enclose l 1 (PositiveMap.empty _) (N.to_nat s) (fun p _ => PositiveMap.gempty _ p).
by rewrite /at_state /tabulate (_ : iter _ _ _ = N.succ_pos s) //; have := to_nat_iter_succ (N.to_nat s) 1; lia.
Qed.

(** *** Rows *)

Lemma mass_enclose t : encloses (mass t) (mass_of val t).
Proof. by case: t => *; apply: enclose_num. Qed.

Lemma row_ok_sound n r : row_ok (N.of_nat n) r -> valid_row val n r.
Proof.
case: r => x ts /andP[ts_ok mass0]; split; last first.
  by apply: above0_sound mass0; apply: enclose_sum => t _; apply: mass_enclose.
move=> t tl; have := all_In ts_ok tl.
case: t {tl} => [s w|s w b] /andP[/N.leb_le sn w0] /=; split;
  try (by apply: at_least0_sound w0; apply: enclose_num); by apply/leP; lia.
Qed.

Lemma advantage_enclose gamma g l v x n r :
  encloses gamma g -> encloses v x -> valid_row val n r ->
  encloses (advantage gamma (tabulate l) v r) (row_value val g (value_at l) r - x).
Proof.
move=> gammag vx [_]; case: r => y ts; rewrite /row_value /row_mass /= => mass0.
set total := \sum_(t <- ts) mass_of val t in mass0 *.
have -> : val y + (\sum_(t <- ts) mass_of val t * (bonus_of val t + g * value_at l (target t))) / total - x
        = val y + (\sum_(t <- ts) mass_of val t * (bonus_of val t + g * value_at l (target t) - x)) / total.
  have -> : \sum_(t <- ts) mass_of val t * (bonus_of val t + g * value_at l (target t) - x)
          = \sum_(t <- ts) mass_of val t * (bonus_of val t + g * value_at l (target t)) + - x * total.
    by rewrite /total big_distrr -big_split /=; apply: eq_bigr => t _; ring.
  by field; lra.
apply: enclose_add; first exact: enclose_num.
apply: enclose_div; first lra; last by apply: enclose_sum => t _; apply: mass_enclose.
apply: enclose_sum => -[s w|s w b] _ /=; apply: enclose_mul; try exact: enclose_num; apply: enclose_sub => //.
- by rewrite Rplus_0_l; apply: enclose_mul => //; apply: tabulate_enclose.
- apply: enclose_add; first exact: enclose_num.
  by apply: enclose_mul => //; apply: tabulate_enclose.
Qed.

(** *** States *)

Section State.
Variables (gamma alpha : I.type) (g a : R) (n : nat) (rs : seq (row num)).
Hypotheses (gammag : encloses gamma g) (alphaa : encloses alpha a).
Hypothesis rs_valid : forall r, List.In r rs -> valid_row val n r.

Lemma upper_state_sound l U : 0 <= a -> above0 alpha || at_most0 alpha ->
  upper_state gamma alpha (tabulate l) rs U ->
  if rs is [::] then 0 <= val U else
  0 < a /\ \sum_(r <- rs) exp ((row_value val g (value_at l) r - val U) / a) <= 1 \/
  a = 0 /\ forall r, List.In r rs -> row_value val g (value_at l) r <= val U.
Proof.
move=> a0 dec; rewrite /upper_state; pose gap := advantage gamma (tabulate l) (I.singleton U).
have gap_enclose r : List.In r rs -> encloses (gap r) (row_value val g (value_at l) r - val U).
  by move=> rl; apply: (advantage_enclose _ gammag (enclose_num U) (rs_valid rl)).
case: rs gap_enclose => [|r0 rs'] gap_enclose test.
  exact: at_least0_sound (enclose_num U) test.
case pos: (above0 alpha) dec test => dec test.
  left; have a_gt0 := above0_sound alphaa pos; split=> //.
  suff: \sum_(r <- r0 :: rs') exp ((row_value val g (value_at l) r - val U) / a) - 1 <= 0 by lra.
  apply: at_most0_sound test; apply: enclose_sub enclose_one; apply: enclose_sum => r rl.
  by apply: enclose_exp; apply: enclose_div => //; [lra | apply: gap_enclose].
right; have le0 := at_most0_sound alphaa dec; split; first lra.
move=> r rl; suff: row_value val g (value_at l) r - val U <= 0 by lra.
by apply: at_most0_sound (gap_enclose r rl) _; apply: all_In test rl.
Qed.

Definition log_value (o : option num) : option R := omap val o.

Lemma lower_state_sound l L p : lower_state gamma alpha (tabulate l) rs L p ->
  if rs is [::] then val L <= 0 else
  [/\ size p = size rs, has isSome p &
   a <= \sum_(rl <- zip rs p) (if log_value rl.2 is Some x
     then exp x * (row_value val g (value_at l) rl.1 - val L - a * x + a) else 0)].
Proof.
rewrite /lower_state; pose term (rl : row num * option num) := if rl.2 is Some x then
    mul (exponential (I.singleton x))
        (add (sub (advantage gamma (tabulate l) (I.singleton L) rl.1) (mul alpha (I.singleton x))) alpha)
  else zero.
have term_enclose rl : List.In rl (zip rs p) -> encloses (term rl) (if log_value rl.2 is Some x
     then exp x * (row_value val g (value_at l) rl.1 - val L - a * x + a) else 0).
  case: rl => r [x|] rl /=; last exact: enclose_zero.
  have rs_r : List.In r rs by elim: rs p rl => [|u us IH] [|v vs] //= [[-> _]|/IH]; [left | right].
  apply: enclose_mul; first by apply: enclose_exp; apply: enclose_num.
  apply: enclose_add => //; apply: enclose_sub; last by apply: enclose_mul => //; apply: enclose_num.
  exact: (advantage_enclose _ gammag (enclose_num L) (rs_valid rs_r)).
case: rs term_enclose => [|r0 rs'] term_enclose.
  exact: at_most0_sound (enclose_num L).
case/and3P=> /eqP size_p some_p test; split=> //.
set s := \sum_(rl <- _) _; suff: 0 <= s - a by lra.
by apply: at_least0_sound test; apply: enclose_sub => //; apply: enclose_sum.
Qed.

End State.

(** *** The certificate *)

Section Sound.
Variables (m : model num) (c : certificate num).
Hypothesis passed : check m c.

Local Notation n := (size (rows m)).

Definition lower_value (s : nat) : R := value_at (lower_of c) s.
Definition upper_value (s : nat) : R := value_at (upper_of c) s.
Definition log_probability (s a : nat) : option R := log_value (nth None (nth [::] (log_policy_of c) s) a).

Let gammag := enclose_num (gamma_of m).
Let alphaa := enclose_num (alpha_of m).

Lemma check_valid : valid val m.
Proof.
case/and4P: passed => /and4P[g0 g1 a0 _] _ rows_ok _.
split; first split.
- exact: at_least0_sound gammag g0.
- suff: 0 < 1 - val (gamma_of m) by lra.
  by apply: above0_sound g1; apply: enclose_sub => //; apply: enclose_one.
split; first exact: at_least0_sound alphaa a0.
move=> s a d sn an; apply: row_ok_sound.
by have /(all_nthP d) := elimT (all_nthP [::]) rows_ok s sn; apply.
Qed.

Local Notation M := (denote check_valid).

Let In_nth (T : Type) (d : T) l i : (i < size l)%N -> List.In (nth d l i) l.
Proof. by elim: l i => [//|x l IH] [|i] il /=; [left | right; apply: IH]. Qed.

Let nth_In (T : Type) (l : seq T) x d : List.In x l -> exists2 i, (i < size l)%N & x = nth d l i.
Proof. by elim: l => [//|y l IH] /= [<-|/IH[i il ->]]; [exists 0%N | exists i.+1]. Qed.

Let rows_valid (s : 'I_n) r : List.In r (nth [::] (rows m) s) -> valid_row val n r.
Proof.
move=> rl; have [a al ->] := nth_In r rl.
by case: check_valid => _ [_ rows_ok]; apply: rows_ok.
Qed.

Let state_passed (s : 'I_n) :
  upper_state (I.singleton (gamma_of m)) (I.singleton (alpha_of m)) (tabulate (upper_of c))
              (nth [::] (rows m) s) (nth (gamma_of m) (upper_of c) s)
  /\ lower_state (I.singleton (gamma_of m)) (I.singleton (alpha_of m)) (tabulate (lower_of c))
              (nth [::] (rows m) s) (nth (gamma_of m) (lower_of c) s) (nth [::] (log_policy_of c) s).
Proof.
case/and4P: passed => _ /and3P[/eqP sl /eqP su /eqP sp] _ states_ok.
have := elimT (all_nthP ([::], (gamma_of m, (gamma_of m, [::])))) states_ok s.
rewrite !size_zip sl su sp !minnn => /(_ (ltn_ord s)).
by rewrite !nth_zip ?size_zip ?sl ?su ?sp ?minnn // => /andP.
Qed.

Let value_at_nth l (s : 'I_n) : size l = n -> value_at l s = val (nth (gamma_of m) l s).
Proof. by move=> sl; rewrite /value_at (nth_map (gamma_of m)) // sl. Qed.

Let value_at_end l : size l = n -> value_at l n = 0.
Proof. by move=> sl; rewrite /value_at nth_default // size_map sl. Qed.

Let size_lower : size (lower_of c) = n. Proof. by case/and4P: passed => _ /and3P[/eqP]. Qed.
Let size_upper : size (upper_of c) = n. Proof. by case/and4P: passed => _ /and3P[_ /eqP]. Qed.

Let sum_rows (s : 'I_n) (f : row num -> R) :
  \sum_(a : action M s) f (row_at a) = \sum_(r <- nth [::] (rows m) s) f r.
Proof. by rewrite (big_nth (no_row m)) big_mkord. Qed.

Let Q_upper (s : 'I_n) (a : action M s) :
  Operators.action_value M upper_value s a = row_value val (val (gamma_of m)) upper_value (row_at a).
Proof. by apply: denoted_action_value => //; apply: value_at_end. Qed.

Let Q_lower (s : 'I_n) (a : action M s) :
  Operators.action_value M lower_value s a = row_value val (val (gamma_of m)) lower_value (row_at a).
Proof. by apply: denoted_action_value => //; apply: value_at_end. Qed.

Let alpha_ge0 : 0 <= val (alpha_of m). Proof. by case: check_valid => _ []. Qed.

Let decided : above0 (I.singleton (alpha_of m)) || at_most0 (I.singleton (alpha_of m)).
Proof. by case/and4P: passed => /and4P[]. Qed.

Let terminal (s : state M) : live M s = false -> nth [::] (rows m) s = [::].
Proof. by rewrite denoted_live; case: (nth [::] (rows m) s). Qed.

Local Notation gamma := (val (gamma_of m)).
Local Notation alpha := (val (alpha_of m)).
Local Notation rows_of s := (nth [::] (rows m) s).
Local Notation policy_of s := (nth [::] (log_policy_of c) s).

Lemma check_upper (s : state M) : optimal_value M s <= upper_value s.
Proof.
apply: (@upper_certificate M upper_value) => {}s; have [test _] := state_passed s;
  have := upper_state_sound gammag alphaa (@rows_valid s) alpha_ge0 decided test;
  rewrite -/(value_at _ _) -(value_at_nth s size_upper) -/(upper_value s).
- by move=> sound /terminal rs0; rewrite rs0 in sound.
- rewrite denoted_live => sound live_s; rewrite /upper_test.
  have {sound} : 0 < alpha /\
        \sum_(r <- rows_of s) exp ((row_value val gamma upper_value r - upper_value s) / alpha) <= 1
      \/ alpha = 0 /\ forall r, List.In r (rows_of s) -> row_value val gamma upper_value r <= upper_value s.
    by case: (rows_of s) live_s sound.
  case: (Req_EM_T (temperature M) 0) => /= [e|ne] [[a0 le1]|[a0 le]].
  + by rewrite e in a0; have := Rlt_irrefl 0 a0.
  + by move=> a; rewrite Q_upper; apply: le; apply: In_nth; apply: ltn_ord.
  + by apply: Rle_trans le1; rewrite -sum_rows; apply: Req_le; apply: eq_bigr => a _; rewrite Q_upper.
  + by [].
Qed.

Local Notation l := (fun (s : state M) (a : action M s) => log_probability s a).

Let lower_sound (s : 'I_n) : live M s ->
  [/\ size (policy_of s) = size (rows_of s), has isSome (policy_of s) & lower_test M lower_value l s].
Proof.
rewrite denoted_live => live_s; have [_ test] := state_passed s.
have := lower_state_sound gammag alphaa (@rows_valid s) test.
rewrite -(value_at_nth s size_lower) -/(lower_value s) => sound.
have {sound} [size_p some_p le] : [/\ size (policy_of s) = size (rows_of s), has isSome (policy_of s) &
  alpha <= \sum_(rl <- zip (rows_of s) (policy_of s)) if log_value rl.2 is Some x
    then exp x * (row_value val gamma lower_value rl.1 - lower_value s - alpha * x + alpha) else 0].
  by case: (rows_of s) live_s sound.
split=> //; apply: Rle_trans le (Req_le _ _ _).
rewrite (big_nth (no_row m, None)) size_zip size_p minnn big_mkord; apply: eq_bigr => a _.
by rewrite nth_zip //= Q_lower.
Qed.

Lemma check_mass (s : state M) : action M s -> 0 < \sum_(a : action M s) weight_of (log_probability s a).
Proof.
move=> a0; have [size_p /(has_nthP None)[i i_lt some_i] _] := lower_sound (live_action a0).
rewrite size_p in i_lt; pose a : action M s := Ordinal i_lt.
apply: Rlt_le_trans (le_sum a _) => [|b].
  by rewrite /log_probability /=; case: (nth _ _ i) some_i => //= x _; apply: exp_pos.
by case: (log_probability s b) => [x|] /=; [apply/Rlt_le/exp_pos | lra].
Qed.

(** The policy that the log-probabilities denote: their exponentials, normalised. *)
Definition certified_policy : policy (action M) := normalised check_mass.

Lemma check_lower (s : state M) : lower_value s <= value M certified_policy s <= optimal_value M s.
Proof.
apply: (@lower_certificate M lower_value l certified_policy) => // {}s.
- move=> dead; have [_ test] := state_passed s.
  have := lower_state_sound gammag alphaa (@rows_valid s) test.
  by rewrite -(value_at_nth s size_lower) (terminal dead).
- by case/existsP=> a _; apply: check_mass.
- by case/lower_sound.
Qed.

End Sound.

(** What a certificate certifies: its weights denote a policy of the model's MDP, and it encloses that
    policy's value and the optimal value. *)
Definition certified (m : model num) (c : certificate num) : Prop :=
  exists (ok : valid val m) (pi : policy (action (denote ok))),
    (forall (s : state (denote ok)) (a : action (denote ok) s),
       pi s a = weight_of (log_probability c s a)
                / \sum_(b : action (denote ok) s) weight_of (log_probability c s b)) /\
    forall s : state (denote ok),
      lower_value c s <= value (denote ok) pi s <= optimal_value (denote ok) s /\
      optimal_value (denote ok) s <= upper_value c s.

(** **Soundness**: a certificate that passes the check certifies. *)
Theorem check_sound (m : model num) (c : certificate num) : check m c = true -> certified m c.
Proof.
move=> passed; exists (check_valid passed), (certified_policy passed).
by split=> // s; split; [exact: check_lower | exact: check_upper].
Qed.

End Precision.
End Checker.
