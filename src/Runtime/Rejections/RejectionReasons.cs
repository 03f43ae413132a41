using System.Runtime.CompilerServices;

namespace Replication;

/// <summary>Lets a body say no with what was presented and what stands.</summary>
public static class RejectionReasons
{
    extension<TWhy>(TWhy why)
        where TWhy : struct, Enum
    {
        /// <summary>A refusal that names what was presented and what stands.</summary>
        /// <typeparam name="TPresented">The type of what was presented.</typeparam>
        /// <typeparam name="TStands">The type of what stands.</typeparam>
        /// <param name="presented">What the caller presented.</param>
        /// <param name="stands">What stands against it.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rejection<TWhy> Because<TPresented, TStands>(TPresented presented, TStands stands)
            where TPresented : unmanaged
            where TStands : unmanaged => new(why, Fact.Of(presented), Fact.Of(stands));

        /// <summary>A refusal that names what stands; the trigger itself is what was presented.</summary>
        /// <param name="stands">What stands against it.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rejection<TWhy> Because(string stands) => new(why, default, Fact.Of(stands));

        /// <summary>A refusal that names what was presented and what stands.</summary>
        /// <param name="presented">What the caller presented.</param>
        /// <param name="stands">What stands against it.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Rejection<TWhy> Because(string presented, string stands) => new(why, Fact.Of(presented), Fact.Of(stands));
    }
}
