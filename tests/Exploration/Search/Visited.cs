using Replication.Exploration.Model;

namespace Replication.Exploration.Search;

/// <summary>The states of one part of the space, each once, with the way that first led there. One thread at a time.</summary>
internal sealed class Visited
{
    private int[] _places = new int[1 << 16];   // one more than the index; 0 = free
    private State[] _states = new State[1 << 15];
    private Step[] _steps = new Step[1 << 15];

    public int Count { get; private set; }

    public State this[int index] => _states[index];

    public Step StepTo(int index) => _steps[index];

    public bool Add(in State state, Step step)
    {
        if (Count * 2 >= _places.Length) Grow();
        var mask = _places.Length - 1;
        for (var place = (int)(state.Hash >> 16) & mask; ; place = (place + 1) & mask)
        {
            if (_places[place] == 0)
            {
                if (Count == _states.Length)
                {
                    Array.Resize(ref _states, Count * 2);
                    Array.Resize(ref _steps, Count * 2);
                }

                _states[Count] = state;
                _steps[Count] = step;
                _places[place] = ++Count;
                return true;
            }

            if (_states[_places[place] - 1] == state) return false;
        }
    }

    private void Grow()
    {
        _places = new int[_places.Length * 2];
        var mask = _places.Length - 1;
        for (var index = 0; index < Count; index++)
        {
            var place = (int)(_states[index].Hash >> 16) & mask;
            while (_places[place] != 0) place = (place + 1) & mask;
            _places[place] = index + 1;
        }
    }
}

/// <summary>How a state was reached: from which, by what.</summary>
/// <param name="Part">The part of the space that the state before is in; -1 = it is the first.</param>
/// <param name="Index">Its index there.</param>
/// <param name="Move">The move.</param>
internal readonly record struct Step(sbyte Part, byte Move, int Index);
